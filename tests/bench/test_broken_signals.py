"""The figures of broken signals: their arithmetic and their words."""

from __future__ import annotations

from datetime import date

import pytest

from bench.breakages import Breakage
from bench.broken_signals import Honest, Told, report, upper_limit
from bench.replay import Signal

DAY = date(2026, 7, 6)
LATE = Signal("B2", "hours_since_success", "jira", "issues", "ATL", "", "degrade")
NEW = Signal("B5", "new_column", "jira", "issues", "organisation", "", "warn")


@pytest.mark.parametrize(
    ("hits", "trials", "expected"),
    # Without a hit it is 1 - .05 ** (1 / n); the others are in every table of the exact limits.
    [(0, 2995, 0.0010), (0, 10, 0.2589), (1, 20, 0.2161), (5, 5, 1.0)],
)
def test_the_upper_limit_is_clopper_and_pearsons(hits: int, trials: int, expected: float) -> None:
    assert upper_limit(hits, trials) == pytest.approx(expected, abs=5e-5)


def test_a_source_counts_once_a_day_whatever_it_told() -> None:
    twice = [(DAY, LATE), (DAY, LATE._replace(scope="BOR")), (DAY, LATE._replace(source="git"))]
    found = Honest(source_days=1000, taken=twice)
    assert found.blocks == 2
    assert found.per_1000 == 2.0
    assert found.upper_per_1000 > 2.0


def test_the_report_says_who_told_and_who_was_not_told() -> None:
    told = [
        Told(Breakage("source stale", "jira", (), ()), frozenset({LATE, NEW})),
        Told(Breakage("source stale", "git", (), ()), frozenset()),
        Told(Breakage("unit changed", "git", (), (), check_id="B11"), frozenset(), is_judged=False),
    ]
    assert [one.is_missed for one in told] == [False, True, False]
    text = report(told, Honest(source_days=1000, taken=[(DAY, LATE)]))
    assert "B2 (B5): 1; nobody: 1" in text
    assert "not told: source stale of git\n" in text
    assert "not told: unit changed of git: too few records for B11" in text
    assert "1000 honest source-days, 1 took numbers: 1.00 in 1,000, at most 4.73 (95 %)" in text
