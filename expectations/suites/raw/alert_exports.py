"""What exports of alerts should say.

Here: one builder a stream, named like it. Not here: how a file is read
(`extract/sources/alert_exports`), allowed values (`sig_schema_drift`).
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, rules
from expectations.suite import Suite, known, matching, not_negative, ordered, suite


def alert_events() -> Suite:
    """An event says what happened to which alert when, and who did it without an address."""
    return suite(
        "raw_alert_exports_alert_events",
        known("alert_event_id", "alert_id", "dialect", "event", "action", "occurred_at"),
        ordered("alert_created_at", "occurred_at"),
        matching("actor_account", r"^[^@\s]+$", "an account, no e-mail address"),
        not_negative("message_length", "note_length"),
    )


RULES = rules(PARTIAL, alert_events)
