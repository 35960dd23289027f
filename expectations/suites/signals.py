"""Is a signal broken? The models under dbt_project/models/signals measure, this judges.

Belongs here: one guard a signal table; each row that lies beyond its threshold closes a gate.
Does not belong here: how a statistic is computed, or what a threshold is (both in the model).
"""

from __future__ import annotations

from expectations.guard import BrokenStatus, Guard, Severity, expect

MEASURE_STATUSES: dict[str, BrokenStatus] = {
    "never_landed": "source_missing",
    "hours_since_success": "source_stale",
}
"""Measures that say more than the check they belong to."""

WARNING_MEASURES = frozenset({"new_column"})
"""Measures that are recorded and close nothing: more than was declared harms no number."""


def _guard(model: str, status: BrokenStatus, severity: Severity = "degrade") -> Guard:
    return Guard(
        name=f"signals_{model}",
        sql=f"select * from signals.sig_{model}",  # noqa: S608 - our own names
        expectations=(
            expect(
                "column_pair_values_a_to_be_greater_than_b",
                column_A="threshold",
                column_B="statistic",
                or_equal=True,
                ignore_row_if="either_value_is_missing",
            ),
        ),
        severity=severity,
        status_when_failed=status,
        is_signal=True,
    )


GUARDS = (
    _guard("silent_zero", "source_stale"),
    _guard("load_completeness", "source_partial"),
    _guard("duplicate_load", "source_partial"),
    _guard("schema_drift", "source_partial"),
    _guard("freshness_skew", "source_stale"),
    _guard("conservation", "source_partial"),
)
