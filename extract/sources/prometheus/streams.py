"""What is landed of Prometheus: keys and typed columns of every stream.

Belongs here: declarations. Does not belong here: how a column is read.

An hour that was not measured has null, never zero: without events there is nothing to be good at,
without a measurement nobody knows.
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import INSTANT, INTEGER, REAL, TEXT, Stream

FILE_SCOPE = "slos.yml"
"""The scope of the objectives; those of their events are the objectives."""

SLOS = Stream(
    "slos",
    "slo_id",
    {
        "slo_id": TEXT,
        "service_id": TEXT,
        "objective": REAL,
        "window_days": INTEGER,
        "good_events": TEXT,
        "valid_events": TEXT,
    },
)
SLO_EVENTS = Stream(
    "slo_events",
    "slo_event_id",
    {
        "slo_event_id": TEXT,
        "slo_id": TEXT,
        "hour_start": INSTANT,
        "good_events": REAL,
        "valid_events": REAL,
    },
    scope_column="slo_id",
)

STREAMS = (SLOS, SLO_EVENTS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
