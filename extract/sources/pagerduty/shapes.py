"""What is kept of PagerDuty's records before anything else looks at them.

Belongs here: the fields that may be looked at, by name and place. Does not belong here: what they
mean (``parsing.py``).

A record of PagerDuty carries people's names, addresses, telephone numbers and prose in places that
differ by its kind. So a record is cut down to named fields as soon as it arrives: what is not
named here can reach neither a column, nor the raw record, nor the quarantine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Shape = Mapping[str, Any]
"""Names of fields; the value is None for a plain value, or the shape of what is inside."""

_REFERENCE: Shape = {"id": None, "type": None}
_AT = {"at": None}

SERVICE: Shape = {
    **_REFERENCE,
    "name": None,
    "status": None,
    "created_at": None,
    "last_incident_timestamp": None,
    "escalation_policy": _REFERENCE,
    "teams": _REFERENCE,
    "incident_urgency_rule": {"type": None, "urgency": None},
    "acknowledgement_timeout": None,
    "auto_resolve_timeout": None,
    "alert_creation": None,
    "alert_grouping_parameters": {"type": None},
}
ESCALATION_POLICY: Shape = {
    **_REFERENCE,
    "teams": _REFERENCE,
    "services": _REFERENCE,
    "num_loops": None,
    "escalation_rules": {
        "id": None,
        "escalation_delay_in_minutes": None,
        "targets": _REFERENCE,
    },
}
TEAM: Shape = {**_REFERENCE, "name": None}
SCHEDULE: Shape = {
    **_REFERENCE,
    "time_zone": None,
    "teams": _REFERENCE,
    "escalation_policies": _REFERENCE,
    "users": _REFERENCE,
}
INCIDENT: Shape = {
    **_REFERENCE,
    "incident_number": None,
    "incident_type": {"name": None},
    "title": None,
    "service": _REFERENCE,
    "escalation_policy": _REFERENCE,
    "teams": _REFERENCE,
    "urgency": None,
    "priority": {**_REFERENCE, "name": None, "summary": None},
    "status": None,
    "created_at": None,
    "updated_at": None,
    "last_status_change_at": None,
    "last_status_change_by": _REFERENCE,
    "resolved_at": None,
    "resolve_reason": {"type": None, "incident": _REFERENCE},
    "assigned_via": None,
    "assignments": {**_AT, "assignee": _REFERENCE},
    "acknowledgements": {**_AT, "acknowledger": _REFERENCE},
    "incidents_responders": {"state": None, "requested_at": None, "user": _REFERENCE},
    "alert_counts": {"all": None, "triggered": None, "resolved": None},
    "alert_grouping": {"grouping_type": None, "started_at": None, "ended_at": None},
}
LOG_ENTRY: Shape = {
    **_REFERENCE,
    "created_at": None,
    "incident": _REFERENCE,
    "service": _REFERENCE,
    "teams": _REFERENCE,
    "agent": _REFERENCE,
    "user": _REFERENCE,
    "assignees": _REFERENCE,
    "channel": {"type": None, "notification": {"type": None, "status": None}},
    "acknowledgement_timeout": None,
    "changed_actions": {"type": None, **_AT},
}
ON_CALL: Shape = {
    "escalation_policy": _REFERENCE,
    "escalation_level": None,
    "schedule": _REFERENCE,
    "user": _REFERENCE,
    "start": None,
    "end": None,
}


def kept(value: Any, shape: Shape | None) -> Any:
    """Return a copy with the fields of the shape only.

    A value of an unexpected kind becomes an empty one of that kind: the parser can still say what
    it found, and what was written there is gone.
    """
    if isinstance(value, list):
        return [kept(member, shape) for member in value]
    if isinstance(value, Mapping):
        return {
            name: kept(value[name], inside)
            for name, inside in (shape or {}).items()
            if name in value
        }
    return "" if shape is not None and isinstance(value, str) else value
