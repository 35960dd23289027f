"""The stream of alert exports.

Belongs here: its columns. Does not belong here: how they are filled (``opsgenie.py``,
``generic.py``), what became of each alert (the model ``int_quality__alerts``).
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import INSTANT, INTEGER, TEXT, Stream

ALERT_EVENTS = Stream(
    name="alert_events",
    key="alert_event_id",
    columns={
        "alert_event_id": TEXT,
        "alert_id": TEXT,
        "tiny_id": TEXT,
        "dialect": TEXT,
        "event": TEXT,
        "action": TEXT,
        "occurred_at": INSTANT,
        "alert_created_at": INSTANT,
        "service": TEXT,
        "priority": TEXT,
        "actor_account": TEXT,
        "team_ids": TEXT,
        "responder_ids": TEXT,
        "tags": TEXT,
        "message_length": INTEGER,
        "note_length": INTEGER,
    },
)

DATA_STREAMS = (ALERT_EVENTS,)
STREAMS = (*DATA_STREAMS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
