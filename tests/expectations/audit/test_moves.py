"""How far teams moved, upwards being better, and what may foretell what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from expectations.audit.moves import Movements, scaled
from expectations.audit.period import Quarter
from tests.expectations.audit.examples import RATE

QUARTER = Quarter.named("2026Q2")
DEPLOYS = replace(RATE, metric_id="deploy_freq", direction="up", pair_metric_id=RATE.metric_id)
METRICS = {metric.metric_id: metric for metric in (RATE, DEPLOYS)}


def weeks(metric_id: str, team: str, before: float, after: float) -> Iterator[dict[str, Any]]:
    """39 weeks around a level, and another level in the quarter."""
    for place in range(39):
        week = date(2025, 9, 29) + timedelta(weeks=place)
        level = after if week >= QUARTER.start else before
        yield cell(metric_id, team, "week", week, level + (0.5 if place % 2 else -0.5))


def cell(metric_id: str, team: str, grain: str, start: date, value: float | None) -> dict[str, Any]:
    return {
        "metric_id": metric_id,
        "team_id": team,
        "grain": grain,
        "period_start": start,
        "value": value,
    }


def test_better_is_upwards_whatever_the_direction() -> None:
    cells = [*weeks("change_fail_rate", "atlas", 10, 7), *weeks("deploy_freq", "atlas", 10, 7)]
    found = Movements(METRICS, cells, QUARTER)
    [move] = found.pair_moves(RATE)
    assert move.team_id == "atlas"
    assert move.metric > 5
    assert move.pair == pytest.approx(-move.metric)


def test_a_team_with_too_few_weeks_has_not_moved() -> None:
    cells = [*weeks("change_fail_rate", "atlas", 10, 7)][15:]
    assert Movements(METRICS, cells, QUARTER).z_by_team("change_fail_rate") == {}


def test_months_serve_where_there_are_no_weeks() -> None:
    starts = [date(2025, month, 1) for month in range(4, 13)]
    starts += [date(2026, month, 1) for month in range(1, 7)]
    cells = [
        cell("deploy_freq", "atlas", "month", start, place % 2 + (9.0 if place > 11 else 0.0))
        for place, start in enumerate(starts)
    ]
    assert Movements(METRICS, cells, QUARTER).z_by_team("deploy_freq")["atlas"] > 3


def test_neither_way_is_better_without_a_direction() -> None:
    metrics = {"deploy_freq": replace(DEPLOYS, direction="none")}
    cells = [*weeks("deploy_freq", "atlas", 10, 7)]
    assert Movements(metrics, cells, QUARTER).z_by_team("deploy_freq") == {}


def test_a_quarter_foretells_the_next_one_and_no_later_one() -> None:
    quarters = [Quarter(QUARTER.number - back) for back in range(10)]
    cells = [
        cell(metric_id, "atlas", "quarter", quarter.start, float(quarter.number))
        for quarter in quarters
        for metric_id in METRICS
    ]
    found = Movements(METRICS, cells, QUARTER).points(RATE, "deploy_freq")
    assert [point.quarter for point in found] == [quarter.number for quarter in quarters[8:0:-1]]
    assert {point.outcome + point.metric for point in found} == {1.0}
    assert Movements(METRICS, cells, QUARTER).points(RATE, "nothing") == []


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [(1.0, "log", 0.0), (0.0, "log", None), (0.625, "sqrt", 1.0), (-3.0, "none", -3.0)],
)
def test_values_are_taken_on_the_scale_of_their_noise(
    value: float, scale: str, expected: float | None
) -> None:
    assert scaled(value, scale) == expected


def test_quarters_have_names_days_and_neighbours() -> None:
    assert (QUARTER.start, QUARTER.end) == (date(2026, 4, 1), date(2026, 7, 1))
    assert (QUARTER.next.name, Quarter.named("2026Q1").previous.name) == ("2026Q3", "2025Q4")
    assert Quarter.of(date(2026, 12, 31)).name == "2026Q4"
