"""Quarters as weeks, and how baselines stay or move."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest

from expectations.detectors import windows
from expectations.detectors.registry import Detector, detectors
from expectations.detectors.windows import Quarter
from tests.expectations.detectors.observed import QUARTER, TEAM, connection

START = QUARTER.window_start


def detector() -> Detector:
    return next(d for d in detectors() if d.detector_id == "D5")


def window(
    made: duckdb.DuckDBPyConnection, kept: dict[str, date] | None = None
) -> tuple[date, ...]:
    """Baseline and window of the quarter."""
    windows.create(made, QUARTER, detector(), kept or {})
    row = made.execute(
        "select baseline_start, baseline_end, prior_start, window_start, window_end "
        "from windows where team_id = ? and window_name = 'quarter'",
        [TEAM],
    ).fetchone()
    assert row
    return row


@pytest.fixture
def made() -> duckdb.DuckDBPyConnection:
    return connection({})


def test_a_quarter_ends_with_its_last_whole_week() -> None:
    assert QUARTER.window_end == date(2026, 6, 29)
    assert QUARTER.window_start == date(2026, 3, 30)
    assert Quarter(2028, 4).window_end == date(2029, 1, 1)


def test_quarters_follow_each_other_and_have_names() -> None:
    assert str(Quarter.named("2026Q4").next) == "2027Q1"
    assert Quarter.of(date(2026, 8, 1)) == Quarter(2026, 3)
    with pytest.raises(ValueError, match="write it as 2026Q2"):
        Quarter.named("Q2 2026")


def test_a_baseline_has_26_weeks_and_the_year_before_52(made: duckdb.DuckDBPyConnection) -> None:
    expected = (START - timedelta(weeks=26), START, START - timedelta(weeks=52))
    assert window(made) == (*expected, START, START + timedelta(weeks=13))


def test_six_weeks_are_the_last_ones_of_the_quarter(made: duckdb.DuckDBPyConnection) -> None:
    windows.create(made, QUARTER, detector(), {})
    found = made.execute(
        "select window_name, sum(is_current::integer), sum(is_baseline::integer) "
        "from window_weeks group by all order by all"
    ).fetchall()
    assert found == [("quarter", 13, 26), ("six_weeks", 6, 26)]


def test_an_open_question_keeps_its_baseline(made: duckdb.DuckDBPyConnection) -> None:
    earlier = START - timedelta(weeks=13)
    assert window(made, {TEAM: earlier})[:2] == (earlier - timedelta(weeks=26), earlier)


def test_a_decision_moves_it(made: duckdb.DuckDBPyConnection) -> None:
    earlier, decided = START - timedelta(weeks=13), START - timedelta(weeks=10, days=4)
    made.execute("insert into observed.baseline_decisions values (?, null, ?)", [TEAM, decided])
    # The first whole week under the decision.
    first = START - timedelta(weeks=10)
    assert window(made, {TEAM: earlier})[:3] == (first, START, first)


@pytest.mark.parametrize(
    ("team_id", "metric_id", "counts"),
    [
        (None, None, True),
        (TEAM, "review_coverage", True),
        (TEAM, "deploy_freq", False),
        ("other", None, False),
    ],
)
def test_only_a_decision_about_this_team_and_metric_counts(
    made: duckdb.DuckDBPyConnection, team_id: str | None, metric_id: str | None, counts: bool
) -> None:
    decided = START - timedelta(weeks=10)
    made.execute(
        "insert into observed.baseline_decisions values (?, ?, ?)", [team_id, metric_id, decided]
    )
    assert (window(made)[0] == decided) == counts
