"""What is landed of PagerDuty: keys and typed columns of every stream.

Belongs here: declarations. Does not belong here: how a column is read from a record.

People are landed as PagerDuty's user identifiers only; their names, addresses and numbers are not
read. Lists of identifiers are sorted and joined by commas.
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import INSTANT, INTEGER, TEXT, Stream

SCOPE = "account"
"""The one scope: an account has no parts that are read apart."""

SERVICES = Stream(
    "services",
    "service_id",
    {
        "service_id": TEXT,
        "service_name": TEXT,
        "status": TEXT,
        "created_at": INSTANT,
        "last_incident_at": INSTANT,
        "escalation_policy_id": TEXT,
        "team_ids": TEXT,
        "urgency_rule": TEXT,
        "urgency": TEXT,
        "acknowledgement_timeout_seconds": INTEGER,
        "auto_resolve_timeout_seconds": INTEGER,
        "alert_creation": TEXT,
        "alert_grouping": TEXT,
    },
)
ESCALATION_POLICIES = Stream(
    "escalation_policies",
    "escalation_policy_id",
    {
        "escalation_policy_id": TEXT,
        "team_ids": TEXT,
        "service_ids": TEXT,
        "loop_count": INTEGER,
        "rule_count": INTEGER,
        "first_delay_minutes": INTEGER,
        "target_user_ids": TEXT,
        "target_schedule_ids": TEXT,
    },
)
TEAMS = Stream("teams", "team_id", {"team_id": TEXT, "team_name": TEXT})
SCHEDULES = Stream(
    "schedules",
    "schedule_id",
    {
        "schedule_id": TEXT,
        "time_zone": TEXT,
        "team_ids": TEXT,
        "escalation_policy_ids": TEXT,
        "user_ids": TEXT,
    },
)
INCIDENTS = Stream(
    "incidents",
    "incident_id",
    {
        "incident_id": TEXT,
        "number": INTEGER,
        "incident_type": TEXT,
        "service_id": TEXT,
        "escalation_policy_id": TEXT,
        "team_ids": TEXT,
        "urgency": TEXT,
        "priority": TEXT,
        "status": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "last_status_change_at": INSTANT,
        "last_status_change_agent_type": TEXT,
        "last_status_change_agent_id": TEXT,
        "resolved_at": INSTANT,
        "resolve_reason": TEXT,
        "merged_into_incident_id": TEXT,
        "assigned_via": TEXT,
        "assignee_ids": TEXT,
        "responder_ids": TEXT,
        "title_length": INTEGER,
        "alert_count": INTEGER,
        "triggered_alert_count": INTEGER,
        "resolved_alert_count": INTEGER,
    },
)
LOG_ENTRIES = Stream(
    "log_entries",
    "log_entry_id",
    {
        "log_entry_id": TEXT,
        "incident_id": TEXT,
        "service_id": TEXT,
        "team_ids": TEXT,
        "entry_type": TEXT,
        "created_at": INSTANT,
        "agent_type": TEXT,
        "agent_id": TEXT,
        "channel_type": TEXT,
        "assignee_ids": TEXT,
        "notified_user_id": TEXT,
        "notification_type": TEXT,
    },
)
ON_CALLS = Stream(
    "on_calls",
    "on_call_id",
    {
        "on_call_id": TEXT,
        "escalation_policy_id": TEXT,
        "escalation_level": INTEGER,
        "schedule_id": TEXT,
        "user_id": TEXT,
        "started_at": INSTANT,
        "ended_at": INSTANT,
    },
)

STREAMS = (
    SERVICES,
    ESCALATION_POLICIES,
    TEAMS,
    SCHEDULES,
    INCIDENTS,
    LOG_ENTRIES,
    ON_CALLS,
    EXTRACTION_STATE,
    EXTRACTION_LOG,
    QUARANTINE,
)
