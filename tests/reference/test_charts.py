"""The reference's control charts on examples worked by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.architecture import repository
from tests.reference.catalogue import Rule
from tests.reference.cells import Cell, CellKey
from tests.reference.charts import Chart, Decision, charts, limits, scale_of
from tests.reference.compute import all_rules

SHARE = Rule("share", "ratio")
START = date(2026, 1, 5)
CELL = Cell(None, None, 0.0, 20, 9, None, None, "ok", "final")


def weekly(*values: float | None, status: str = "insufficient_n") -> dict[CellKey, Cell]:
    """Cells of one metric and team, week by week; None has another status."""
    return {
        ("share", "atlas", "week", START + timedelta(weeks=number)): replace(
            CELL, value=value, status="ok" if value is not None else status
        )
        for number, value in enumerate(values)
    }


def chart(cells: dict[CellKey, Cell], number: int, *decisions: Decision) -> Chart:
    """The chart of one week, the first one being number 0."""
    start = START + timedelta(weeks=number)
    return charts(cells, [SHARE], decisions)["share", "atlas", "week", start]


def test_limits_are_the_mean_moving_range_times_266_around_the_mean() -> None:
    found = chart(weekly(*[0.0, 50.0] * 13, 900.0), 26)
    lines = (found.lower_limit, found.centre_line, found.upper_limit)
    assert lines == pytest.approx((25 - 133, 25, 25 + 133))
    assert (found.limits_status, found.baseline_start) == ("limits", START)
    assert found.is_outside_limits is True


@pytest.mark.parametrize(
    ("size", "status"),
    [(11, "no_limits"), (12, "provisional_limits"), (25, "provisional_limits"), (26, "limits")],
)
def test_a_short_baseline_gives_provisional_limits_or_none(size: int, status: str) -> None:
    assert chart(weekly(None, *[5.0] * size), 1).limits_status == status


def test_a_decision_begins_another_baseline() -> None:
    cells = weekly(*[0.0, 50.0] * 13, *[900.0] * 12)
    decision = Decision("share", None, START + timedelta(weeks=26))
    assert chart(cells, 25, decision).centre_line == pytest.approx(25)
    after = chart(cells, 26, decision)
    assert (after.centre_line, after.limits_status) == (900, "provisional_limits")
    other = Decision(None, "borealis", START + timedelta(weeks=26))
    assert chart(cells, 26, other).centre_line == pytest.approx(25)


def test_the_eighth_on_one_side_is_a_run_and_a_gap_is_passed_over() -> None:
    cells = weekly(*[4.0, 6.0] * 13, 6.0, 6.0, None, *[6.0] * 5, 5.0, 6.0)
    assert [chart(cells, week).is_long_run for week in range(25, 36)] == [
        *[False] * 3,
        None,
        *[False] * 4,
        True,
        False,
        False,
    ]


def test_counts_below_three_a_week_and_hidden_cells_have_none() -> None:
    weeks = [(START + timedelta(weeks=number), 2.0) for number in range(26)]
    found = limits(weeks, "sqrt", is_count=True)
    assert found is not None
    assert (found.status, found.lines) == ("no_limits", None)
    hidden = weekly(*[5.0] * 26, None, status="suppressed_privacy")
    assert chart(hidden, 26) == Chart(limits_status="no_limits")


def test_months_have_no_chart() -> None:
    cells: dict[CellKey, Cell] = {("share", "atlas", "month", START): CELL}
    assert charts(cells, [SHARE], ()) == {("share", "atlas", "month", START): Chart()}


def test_the_scales_are_those_the_metrics_register() -> None:
    registered = {meta["metric_id"]: meta["chart_scale"] for _, meta in repository.metric_metas()}
    assert {rule.metric_id: scale_of(rule) for rule in all_rules()} == registered
