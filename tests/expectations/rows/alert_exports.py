"""Rows of alert exports: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

Row = dict[str, object]

GOOD: dict[str, Row] = {
    "alert_events": {
        "alert_event_id": "E1",
        "alert_id": "A1",
        "dialect": "opsgenie",
        "event": "acknowledged",
        "action": "Acknowledge",
        "alert_created_at": "2026-06-01 08:00:00",
        "occurred_at": "2026-06-01 08:04:00",
        "actor_account": "harbour-ada",
        "message_length": 30,
        "note_length": 0,
    },
}

SPOILED: dict[str, Row] = {
    "alert_events": {
        "alert_id": None,
        "occurred_at": "1999-01-01 00:00:00",
        "actor_account": "ada@example.org",
        "message_length": -1,
    },
}
