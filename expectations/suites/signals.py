"""Whether a signal is broken: the verdict over the signal tables of dbt.

Here: one builder a check; the statistic and its threshold are computed in
`dbt_project/models/signals/`. Not here: what follows from a broken signal (`registry.py`).

A statistic is null where too little is known to judge; that is no failure. A check that always has
something to look at and has no row has not looked, which is one.
"""

from __future__ import annotations

from expectations.suite import Expectation, Suite, known, one_of, ordered, rows, suite

JUDGED = ("statistic", "threshold")


def judges_rows(expectation: Expectation) -> bool:
    """Whether a failing row of this expectation is one broken signal."""
    return expectation.columns == JUDGED


def _signal(name: str, check_id: str, *more: tuple[Expectation, ...]) -> Suite:
    return suite(
        name,
        ordered(*JUDGED),
        known("check_id", "source", "scope", "threshold"),
        one_of("check_id", (check_id,)),
        *more,
    )


def silent_zero() -> Suite:
    """B1: no stream has been silent for longer than chance allows."""
    return _signal("signal_silent_zero", "B1")


def load_completeness() -> Suite:
    """B2: every stream was read lately, completely, and as much of it as the tool counts."""
    return _signal("signal_load_completeness", "B2", rows(1))


def permission_loss() -> Suite:
    """B3: nothing that was read before is refused or no longer shown."""
    return _signal("signal_permission_loss", "B3", rows(1))


def duplicate_load() -> Suite:
    """B4: nothing was loaded twice."""
    return _signal("signal_duplicate_load", "B4")


def schema_drift() -> Suite:
    """B5: columns and enumerated values are those we know."""
    return _signal("signal_schema_drift", "B5")


def timezone_shift() -> Suite:
    """B6: the hours of the day at which people act are those of the weeks before."""
    return _signal("signal_timezone_shift", "B6")


def identity_break() -> Suite:
    """B7: it is known who acts, and an account is one person's."""
    return _signal("signal_identity_break", "B7")


def team_remap() -> Suite:
    """B8: no reorganisation lies within the weeks that are compared."""
    return _signal("signal_team_remap", "B8")


def freshness_skew() -> Suite:
    """B9: the streams a metric joins are of the same day."""
    return _signal("signal_freshness_skew", "B9", rows(1))


def conservation() -> Suite:
    """B10: what is opened less what is closed is what is open; parts and team sums add up."""
    return _signal("signal_conservation", "B10", rows(1))


def distribution_drift() -> Suite:
    """B11: sizes and durations are of the distribution they were of."""
    return _signal("signal_distribution_drift", "B11")
