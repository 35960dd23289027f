"""What PagerDuty should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

Only what PagerDuty's own server guarantees is expected: its clock writes every instant, and an
incident that is resolved says when.
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, WARNS, rules
from expectations.suite import (
    Suite,
    between,
    known,
    known_where,
    matching,
    not_negative,
    ordered,
    suite,
)


def services() -> Suite:
    """A service has a name and a policy."""
    return suite(
        "raw_pagerduty_services",
        known("service_id", "service_name", "escalation_policy_id"),
        not_negative("acknowledgement_timeout_seconds", "auto_resolve_timeout_seconds"),
    )


def escalation_policies() -> Suite:
    """A policy pages somebody."""
    return suite(
        "raw_pagerduty_escalation_policies",
        known("escalation_policy_id"),
        between("rule_count", 1),
        not_negative("loop_count", "first_delay_minutes"),
    )


def teams() -> Suite:
    """A team has a name."""
    return suite("raw_pagerduty_teams", known("team_id", "team_name"))


def schedules() -> Suite:
    """A schedule has a time zone."""
    return suite("raw_pagerduty_schedules", known("schedule_id", "time_zone"))


def incidents() -> Suite:
    """An incident ends after it began, and says when where it did."""
    return suite(
        "raw_pagerduty_incidents",
        known("incident_id", "number", "urgency", "status", "created_at"),
        known_where("resolved_at", "status", "resolved"),
        known_where("merged_into_incident_id", "resolve_reason", "merge"),
        ordered("created_at", "last_status_change_at"),
        ordered("created_at", "resolved_at"),
        ordered("created_at", "updated_at"),
        between("number", 1),
        not_negative(
            "title_length", "alert_count", "triggered_alert_count", "resolved_alert_count"
        ),
    )


def log_entries() -> Suite:
    """An entry says what was done to which incident when."""
    return suite(
        "raw_pagerduty_log_entries",
        known("log_entry_id", "incident_id", "entry_type", "created_at"),
        matching("entry_type", r"^[a-z][a-z_]*$", "a word in small letters"),
    )


def on_calls() -> Suite:
    """Somebody is on call for a level of a policy, until after it began."""
    return suite(
        "raw_pagerduty_on_calls",
        known("on_call_id", "escalation_policy_id", "escalation_level", "user_id"),
        between("escalation_level", 1),
        ordered("started_at", "ended_at"),
    )


RULES = (
    *rules(PARTIAL, incidents, log_entries, on_calls),
    *rules(WARNS, services, escalation_policies, teams, schedules),
)
