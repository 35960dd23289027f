"""Rows of PagerDuty: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

BEFORE = "1999-01-01 00:00:00"

Row = dict[str, object]

GOOD: dict[str, Row] = {
    "services": {
        "service_id": "PIJ90N7",
        "service_name": "checkout",
        "escalation_policy_id": "PT20YPA",
        "acknowledgement_timeout_seconds": 1800,
        "auto_resolve_timeout_seconds": 14_400,
    },
    "escalation_policies": {
        "escalation_policy_id": "PT20YPA",
        "rule_count": 2,
        "loop_count": 0,
        "first_delay_minutes": 30,
    },
    "teams": {"team_id": "PQ9K7I8", "team_name": "Atlas"},
    "schedules": {"schedule_id": "PI7DH85", "time_zone": "Europe/Berlin"},
    "incidents": {
        "incident_id": "PT4KHLK",
        "number": 1,
        "urgency": "high",
        "status": "resolved",
        "created_at": "2026-06-01 08:00:00",
        "updated_at": "2026-06-01 09:00:00",
        "last_status_change_at": "2026-06-01 08:40:00",
        "resolved_at": "2026-06-01 08:40:00",
        "resolve_reason": "merge",
        "merged_into_incident_id": "PT4KHLM",
        "title_length": 30,
        "alert_count": 1,
        "triggered_alert_count": 0,
        "resolved_alert_count": 1,
    },
    "log_entries": {
        "log_entry_id": "Q02JTSNZWHSEKV",
        "incident_id": "PT4KHLK",
        "entry_type": "notify",
        "created_at": "2026-06-01 08:00:04",
    },
    "on_calls": {
        "on_call_id": "PT20YPA|1|PI7DH85|PXPGF42|2026-06-01T07:00:00",
        "escalation_policy_id": "PT20YPA",
        "escalation_level": 1,
        "user_id": "PXPGF42",
        "started_at": "2026-06-01 07:00:00",
        "ended_at": "2026-06-08 07:00:00",
    },
}

SPOILED: dict[str, Row] = {
    "services": {"service_name": None, "auto_resolve_timeout_seconds": -1},
    "escalation_policies": {"rule_count": 0, "first_delay_minutes": -5},
    "teams": {"team_name": None},
    "schedules": {"time_zone": None},
    "incidents": {
        "number": 0,
        "created_at": "2030-01-01 00:00:00",
        "updated_at": BEFORE,
        "last_status_change_at": BEFORE,
        "resolved_at": None,
        "merged_into_incident_id": None,
        "alert_count": -1,
    },
    "log_entries": {
        "incident_id": None,
        "entry_type": "Triggered through the API.",
    },
    "on_calls": {"escalation_level": 0, "user_id": None, "ended_at": BEFORE},
}
