"""One record of PagerDuty to one row, for every stream.

Belongs here: PagerDuty's names of fields and its kinds of nulls. Does not belong here: requests, or
what may be looked at (``shapes.py``).

The vendor's own description says that most fields are never null, and its own answers break that
(``resolved_at``, ``alert_grouping``). So only what a row cannot do without is required.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.core.fields import (
    Raw,
    child,
    instant,
    integer,
    joined,
    length,
    listed,
    optional_instant,
    optional_integer,
    optional_text,
    raw_json,
    record,
    text,
)
from extract.core.source import Row

PERMANENT = "permanent"
"""Stands in the key of an on-call without a start."""


def service_row(raw: Raw) -> Row:
    """Return one row of ``services``."""
    rule = child(raw, "incident_urgency_rule") or {}
    return {
        "service_id": text(raw, "id"),
        "service_name": optional_text(raw, "name"),
        "status": optional_text(raw, "status"),
        "created_at": optional_instant(raw, "created_at"),
        "last_incident_at": optional_instant(raw, "last_incident_timestamp"),
        "escalation_policy_id": _id(raw, "escalation_policy"),
        "team_ids": _ids(raw, "teams"),
        "urgency_rule": optional_text(rule, "type"),
        "urgency": optional_text(rule, "urgency"),
        "acknowledgement_timeout_seconds": optional_integer(raw, "acknowledgement_timeout"),
        "auto_resolve_timeout_seconds": optional_integer(raw, "auto_resolve_timeout"),
        "alert_creation": optional_text(raw, "alert_creation"),
        "alert_grouping": optional_text(child(raw, "alert_grouping_parameters") or {}, "type"),
        "raw_json": raw_json(raw),
    }


def escalation_policy_row(raw: Raw) -> Row:
    """Return one row of ``escalation_policies``."""
    rules = [record(rule, "escalation_rules") for rule in listed(raw, "escalation_rules")]
    targets = [record(t, "targets") for rule in rules for t in listed(rule, "targets")]
    first = rules[0] if rules else {}
    return {
        "escalation_policy_id": text(raw, "id"),
        "team_ids": _ids(raw, "teams"),
        "service_ids": _ids(raw, "services"),
        "loop_count": optional_integer(raw, "num_loops"),
        "rule_count": len(rules),
        "first_delay_minutes": optional_integer(first, "escalation_delay_in_minutes"),
        "target_user_ids": _joined_ids(t for t in targets if _kind(t) == "user"),
        "target_schedule_ids": _joined_ids(t for t in targets if "schedule" in (_kind(t) or "")),
        "raw_json": raw_json(raw),
    }


def team_row(raw: Raw) -> Row:
    """Return one row of ``teams``."""
    return {
        "team_id": text(raw, "id"),
        "team_name": optional_text(raw, "name"),
        "raw_json": raw_json(raw),
    }


def schedule_row(raw: Raw) -> Row:
    """Return one row of ``schedules``."""
    return {
        "schedule_id": text(raw, "id"),
        "time_zone": optional_text(raw, "time_zone"),
        "team_ids": _ids(raw, "teams"),
        "escalation_policy_ids": _ids(raw, "escalation_policies"),
        "user_ids": _ids(raw, "users"),
        "raw_json": raw_json(raw),
    }


def incident_row(raw: Raw) -> Row:
    """Return one row of ``incidents``; a merged one names the incident it became part of."""
    agent = child(raw, "last_status_change_by") or {}
    alerts = child(raw, "alert_counts") or {}
    priority = child(raw, "priority") or {}
    reason = child(raw, "resolve_reason") or {}
    return {
        "incident_id": text(raw, "id"),
        "number": integer(raw, "incident_number"),
        "incident_type": optional_text(child(raw, "incident_type") or {}, "name"),
        "service_id": _id(raw, "service"),
        "escalation_policy_id": _id(raw, "escalation_policy"),
        "team_ids": _ids(raw, "teams"),
        "urgency": optional_text(raw, "urgency"),
        "priority": optional_text(priority, "name") or optional_text(priority, "summary"),
        "status": text(raw, "status"),
        "created_at": instant(raw, "created_at"),
        "updated_at": optional_instant(raw, "updated_at"),
        "last_status_change_at": optional_instant(raw, "last_status_change_at"),
        "last_status_change_agent_type": _kind(agent),
        "last_status_change_agent_id": optional_text(agent, "id"),
        "resolved_at": optional_instant(raw, "resolved_at"),
        "resolve_reason": _without(optional_text(reason, "type"), "_resolve_reason"),
        "merged_into_incident_id": _id(reason, "incident"),
        "assigned_via": optional_text(raw, "assigned_via"),
        "assignee_ids": _ids_inside(raw, "assignments", "assignee"),
        "responder_ids": _ids_inside(raw, "incidents_responders", "user"),
        "title_length": length(raw, "title"),
        "alert_count": optional_integer(alerts, "all"),
        "triggered_alert_count": optional_integer(alerts, "triggered"),
        "resolved_alert_count": optional_integer(alerts, "resolved"),
        "raw_json": raw_json(raw),
    }


def log_entry_row(raw: Raw) -> Row:
    """Return one row of ``log_entries``: what was done to an incident, by whom, how."""
    agent = child(raw, "agent") or {}
    channel = child(raw, "channel") or {}
    notification = child(channel, "notification") or {}
    return {
        "log_entry_id": text(raw, "id"),
        "incident_id": _id(raw, "incident"),
        "service_id": _id(raw, "service"),
        "team_ids": _ids(raw, "teams"),
        "entry_type": text(raw, "type").removesuffix("_reference").removesuffix("_log_entry"),
        "created_at": instant(raw, "created_at"),
        "agent_type": _kind(agent),
        "agent_id": optional_text(agent, "id"),
        "channel_type": optional_text(channel, "type"),
        "assignee_ids": _ids(raw, "assignees"),
        "notified_user_id": _id(raw, "user"),
        "notification_type": _without(optional_text(notification, "type"), "_notification"),
        "raw_json": raw_json(raw),
    }


def on_call_row(raw: Raw) -> Row:
    """Return one row of ``on_calls``; PagerDuty gives them no identifier, so we do.

    The end is not part of it: it moves when somebody takes over. Without a schedule and without
    start and end, somebody is on call for good, as a direct target of the policy.
    """
    policy, schedule, user = (_id(raw, n) for n in ("escalation_policy", "schedule", "user"))
    level = integer(raw, "escalation_level")
    started_at = optional_instant(raw, "start")
    start = started_at.isoformat() if started_at else PERMANENT
    return {
        "on_call_id": "|".join((policy or "", str(level), schedule or "", user or "", start)),
        "escalation_policy_id": policy,
        "escalation_level": level,
        "schedule_id": schedule,
        "user_id": user,
        "started_at": started_at,
        "ended_at": optional_instant(raw, "end"),
        "raw_json": raw_json(raw),
    }


def _id(raw: Raw, name: str) -> str | None:
    reference = child(raw, name)
    return None if reference is None else optional_text(reference, "id")


def _ids(raw: Raw, name: str) -> str:
    return _joined_ids(record(member, name) for member in listed(raw, name))


def _ids_inside(raw: Raw, name: str, inside: str) -> str:
    members = (record(member, name) for member in listed(raw, name))
    return _joined_ids(child(member, inside) or {} for member in members)


def _joined_ids(references: Iterable[Raw]) -> str:
    return joined(sorted({text(reference, "id") for reference in references if reference}))


def _kind(reference: Raw) -> str | None:
    """Return what a reference leads to: user, service, ..."""
    return _without(optional_text(reference, "type"), "_reference")


def _without(value: str | None, ending: str) -> str | None:
    return None if value is None else value.removesuffix(ending)
