"""Rows of Prometheus: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

Row = dict[str, object]

GOOD: dict[str, Row] = {
    "slos": {
        "slo_id": "checkout-availability",
        "service_id": "checkout",
        "objective": 0.999,
        "window_days": 28,
        "good_events": 'http_requests_total{code!~"5.."}',
        "valid_events": "http_requests_total",
    },
    "slo_events": {
        "slo_event_id": "checkout-availability|2026-06-01T08:00:00Z",
        "slo_id": "checkout-availability",
        "hour_start": "2026-06-01 08:00:00",
        "good_events": 4010.5,
        "valid_events": 4012.6,
    },
}

SPOILED: dict[str, Row] = {
    "slos": {"service_id": None, "objective": 99.9, "window_days": 0},
    "slo_events": {
        "slo_event_id": "checkout-availability|2026-06-01T08:30:00Z",
        "hour_start": None,
        "good_events": -1.0,
        "valid_events": -1.0,
    },
}
