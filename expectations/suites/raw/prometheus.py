"""What Prometheus should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

That good events are no more than valid ones is not expected: the two selectors are people's own,
and what is extrapolated from scrapes may exceed by a fraction.
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, WARNS, rules
from expectations.suite import Suite, between, known, matching, not_negative, suite


def slos() -> Suite:
    """An objective speaks of a service, and asks for a share over some days."""
    return suite(
        "raw_prometheus_slos",
        known("slo_id", "service_id", "good_events", "valid_events"),
        between("objective", 0, 1),
        between("window_days", 1),
    )


def slo_events() -> Suite:
    """An hour belongs to an objective, begins on the hour, and has no fewer events than none."""
    return suite(
        "raw_prometheus_slo_events",
        known("slo_event_id", "slo_id", "hour_start"),
        matching("slo_event_id", r"\|\d{4}-\d\d-\d\dT\d\d:00:00Z$", "an objective and an hour"),
        not_negative("good_events", "valid_events"),
    )


RULES = (*rules(PARTIAL, slo_events), *rules(WARNS, slos))
