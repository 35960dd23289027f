"""Shifts in standard deviations, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from expectations.redteam import attacks, detected, measure, report, shifts
from expectations.redteam.field import Plan
from expectations.redteam.shifts import Pair, Shift

FIRST = date(2026, 1, 5)


def _attack(
    name: str = "again", *, conditional: bool = False, collusion: bool = False
) -> attacks.Attack:
    return attacks.Attack(
        name, "", 1, 1, collusion, "naive", "within", conditional, ("wip",), (), (), ()
    )


def _week(number: int, honest: float | None, attacked: float | None = None) -> Pair:
    start = FIRST + timedelta(days=7 * number)
    return Pair("wip", "atlas", "week", start, honest, honest if attacked is None else attacked)


def test_noise_is_the_moving_range_of_weeks_and_the_scatter_of_quarters() -> None:
    cells = [_week(number, value) for number, value in enumerate((1.0, 3.0, 2.0, 4.0, 4.0, None))]
    for month, value, team in (
        (1, 1.0, "atlas"),
        (4, 3.0, "atlas"),
        (1, 7.0, "ash"),
        (4, 7.0, "ash"),
    ):
        cells.append(Pair("wip", team, "quarter", date(2026, month, 1), value, value))
    found = shifts.noise(cells, {"wip": "none"}, {"atlas": 8, "ash": 8}, date(2027, 1, 1))
    assert found.week["wip", "atlas"] == pytest.approx((2 + 1 + 2 + 0) / 4 / 1.128)
    # Two quarters of two teams: the squares 1, 1, 0, 0 over two degrees of freedom.
    assert found.quarter["wip", 8] == pytest.approx(1.0)


def test_a_difference_where_nothing_scatters_is_large() -> None:
    assert shifts.in_sigmas(0.5, 0.25) == 2.0
    assert shifts.in_sigmas(-0.5, 0.0) == -shifts.LARGEST
    assert shifts.in_sigmas(0.0, None) == 0.0
    assert shifts.in_sigmas(1.0, None) is None


def test_limits_hold_the_mean() -> None:
    low, high = shifts.limits([1.0, 2.0, 3.0, 4.0], seed=1)
    assert low < 2.5 < high
    assert shifts.limits([2.0, 2.0], seed=1) == (2.0, 2.0)


def test_what_vanishes_is_a_change_and_no_shift() -> None:
    gone = Pair("wip", "atlas", "quarter", FIRST, 3.0, None)
    assert gone.is_changed
    assert gone.delta == 0.0
    assert not _week(0, 1.0, 1.0 + 1e-12).is_changed


def test_weeks_of_the_plan_lie_in_their_quarters() -> None:
    plan = Plan(date(2025, 7, 1), date(2025, 10, 1))
    rows = list(plan.weeks(_attack(), n_teams=9))
    solo = [week for _, arm, week, _ in rows if arm == "solo"]
    assert len(solo) == 9
    assert min(solo) >= date(2025, 7, 7)
    assert max(solo) < date(2025, 9, 29)
    sustained = [week for team, arm, week, _ in rows if arm == "sustained" and team == 0]
    assert sustained[0] == date(2025, 10, 6)
    assert len(sustained) == 13
    assert {week.weekday() for week in (*solo, *sustained)} == {0}


def _shift(grain: str, sigma: float | None, sustained: float | None = None, **more: float) -> Shift:
    return Shift("wip", 8, grain, sigma, more.get("percent", 0.0), sigma, sigma, sustained, 0.0, 9)


def test_a_shift_nobody_wants_counts_for_nothing() -> None:
    assert report.verdict(_shift("quarter", 2.0), "up") == "narrow"
    assert report.verdict(_shift("quarter", 2.0), "down") == "robust"
    assert report.verdict(_shift("quarter", -2.0), "none") == "narrow"
    assert report.verdict(_shift("quarter", 0.0, 4.0), "up") == "sustained_gameable"
    assert report.verdict(_shift("week", -4.0), "down") == "fragile"


def test_what_lasts_is_seen_if_detectors_ask_of_four_teams_in_five() -> None:
    lasting = _shift("quarter", 0.0, 4.0)
    teams = [f"team-{number}" for number in range(5)]
    seen = frozenset(("wip", team) for team in teams[:4])
    assert detected.share("wip", teams, seen) == 0.8
    assert detected.share("throughput", teams, seen) == 0.0
    assert detected.share("wip", [], seen) == 0.0
    found = replace(lasting, seen=0.8)
    assert report.verdict(found, "up") == "sustained_gameable_detected"
    assert report.verdict(replace(lasting, seen=0.79), "up") == "sustained_gameable"


def test_rows_have_a_verdict_each_and_name_what_was_not_reached() -> None:
    known = {
        "wip": report.Subject("down", 3, ("team self-observation", "work in progress limits")),
        "throughput": report.Subject("none", 1, ("team self-observation", "capacity planning")),
    }
    found = [
        (_attack("b"), _shift("quarter", -0.2)),
        (_attack("b"), _shift("week", -3.5)),
        (_attack("a", collusion=True), _shift("quarter", -5.0)),
        (_attack("c"), _shift("week", None)),
    ]
    made = report.rows(found, known, 7, datetime(2026, 4, 6, tzinfo=UTC))
    told = [(row["metric_id"], row["attack_id"], row["grain"], row["verdict"]) for row in made]
    assert told == [
        ("throughput", "none", "quarter", "untested"),
        ("wip", "a", "quarter", "narrow"),
        ("wip", "b", "quarter", "robust"),
        ("wip", "b", "week", "fragile"),
    ]
    assert [row["eligible_decisions"] for row in made] == [
        "team self-observation",
        "team self-observation",
        "team self-observation, work in progress limits",
        "team self-observation, work in progress limits",
    ]
    assert report.worst(made) == {"throughput": "untested", "wip": "fragile"}
    assert report.share_narrow(report.worst(made)) == (1, 2)
    assert "ours: 1 of 2 narrow or untested" in report.summary(made, [_attack("b")], [])


def test_conditional_attacks_are_told_over_the_weeks_that_had_something() -> None:
    replicates = [
        measure.Replicate(_week(0, 1.0, 2.0), 4.0),
        measure.Replicate(_week(1, 1.0), 0.0),
    ]
    assert measure.acted(replicates, _attack(conditional=True)) == replicates[:1]
    assert measure.acted(replicates, _attack()) == replicates
    assert measure.acted(replicates[1:], _attack(conditional=True)) == replicates[1:]


def test_what_cannot_get_better_is_known() -> None:
    catalogue = [
        {"metric_id": "coverage", "direction": "up", "unit": "share of changes"},
        {"metric_id": "wait", "direction": "down", "unit": "hours"},
        {"metric_id": "days", "direction": "up", "unit": "days"},
        {"metric_id": "parts", "direction": "none", "unit": "share of hours"},
    ]
    assert measure.best_values(catalogue, []) == {"coverage": 1.0, "wait": 0.0}
