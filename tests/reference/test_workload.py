"""The reference's workload against the figures of the measurement science and by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.reference.examples import at, truth
from tests.reference.fair_draws import DRAWS, FairDraws, level_of, uniform
from tests.reference.identity import Identities
from tests.reference.loads import ramp
from tests.reference.organisation import Organisation
from tests.reference.records import RosterRow
from tests.reference.workload import (
    Spread,
    capacity,
    effective_people,
    in_shares,
    is_dominated,
    judged,
    rounded,
)

LONG_AGO = date(2020, 1, 1)
SPRING = (date(2026, 3, 16), date(2026, 6, 8))


def stay(since: date) -> RosterRow:
    return RosterRow("ada", "atlas", since, None, 0.5, "UTC", 0.9)


@pytest.mark.parametrize(
    ("people", "events", "gini"), [(6, 40, 0.18), (8, 80, 0.16), (12, 200, 0.13)]
)
def test_fair_assignment_looks_unequal_by_as_much_as_simulated(
    people: int, events: int, gini: float
) -> None:
    draws = FairDraws(level_of(events), (1 / people,) * people)
    assert draws.expected(events) == pytest.approx(gini, abs=0.007)


def test_twice_a_fair_share_of_90_events_of_eight_people_is_not_yet_detectable() -> None:
    # Of 80 events the power at twice the share is about .65, at three times 1.
    draws = FairDraws(90, (1 / 8,) * 8)
    assert draws.detectable_multiple == 2.5


def test_a_fair_load_is_as_likely_as_can_be_and_a_lone_one_is_not() -> None:
    draws = FairDraws(40, (1 / 6,) * 6)
    assert draws.as_uneven(0.0, 40) == DRAWS
    assert draws.as_uneven(5 / 6, 40) == 0


def test_more_events_than_are_drawn_are_closer_to_fair() -> None:
    few, many = (FairDraws(level, (1 / 8,) * 8) for level in (300, 1_000))
    assert many.expected(1_000) == pytest.approx(few.expected(300) * (300 / 1_000) ** 0.5)
    assert (level_of(59), level_of(60), level_of(9_999)) == (40, 60, 1500)


def test_uniform_numbers_spread_evenly() -> None:
    found = [uniform(f"{number}") for number in range(10_000)]
    assert min(found) >= 0
    assert max(found) < 1
    assert sum(found) / len(found) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("loads", "people"), [([10, 10, 10, 10], 39 / 9), ([40, 0, 0, 0], 1), ([1, 1, 0, 0], None)]
)
def test_effective_people(loads: list[int], people: float | None) -> None:
    assert effective_people(loads) == (pytest.approx(people) if people else None)


@pytest.mark.parametrize(
    ("loads", "dominated"),
    [([5, 5], True), ([5, 3, 2], False), ([6, 2, 2], True), ([4, 4, 1, 1], False), ([0, 0], False)],
)
def test_a_sum_that_tells_what_one_or_two_carried_is_dominated(
    loads: list[int], dominated: bool
) -> None:
    assert is_dominated(loads) is dominated


def test_rounding_takes_halves_away_from_zero() -> None:
    assert [rounded(value, 0.5) for value in (1.25, 1.2, -1.25, 0.75)] == [1.5, 1.0, -1.5, 1.0]


def test_capacity_counts_the_working_days_in_the_team() -> None:
    late = stay(date(2026, 4, 13))  # the window's last eight of twelve weeks
    assert capacity(late, SPRING, LONG_AGO, LONG_AGO) == 4_500 * 4 * 8 * 5


def test_a_newcomer_grows_into_a_full_share() -> None:
    joined = date(2026, 1, 1)
    days = [joined + timedelta(days=number) for number in (0, 29, 30, 60, 90, 900)]
    assert [ramp(joined, LONG_AGO, day) for day in days] == [1, 1, 2, 3, 4, 4]
    assert ramp(LONG_AGO, LONG_AGO, LONG_AGO) == 4


def test_shares_are_whole_ten_thousandths() -> None:
    assert in_shares([2, 1, 1]) == [5_000, 2_500, 2_500]
    assert in_shares([1, 1, 1]) == [3_333, 3_333, 3_333]


def test_the_roster_is_frozen_on_the_first_day_of_a_quarter() -> None:
    mover, joiner = stay(date(2026, 2, 1)), stay(date(2026, 4, 2))
    rows = (
        replace(mover, valid_to=date(2026, 4, 15)),
        replace(mover, team_id="borealis", valid_from=date(2026, 4, 15)),
        replace(joiner, person_id="ben"),
    )
    identities = Identities(replace(truth("07-01 06:00"), roster=rows))
    found = [(row.valid_from.month, row.person_id, row.team_id) for row in identities.reporting]
    assert found == [
        (1, "ada", "atlas"),
        (4, "ada", "atlas"),
        (7, "ada", "borealis"),
        (7, "ben", "atlas"),
    ]
    moved, joined = (identities.membership(person, at("05-01 10:00")) for person in ("ada", "ben"))
    assert moved is not None
    assert (moved.team_id, joined) == ("atlas", None)


def test_one_of_eight_who_carries_half_is_noticed_and_an_even_load_is_not() -> None:
    spread = Spread(SPRING[1], 8, None, "ok")
    people = [(1_250, 10)] * 7
    uneven, even = (judged(spread, [*people, (1_250, last)]) for last in (70, 10))
    assert (uneven.p_fair, uneven.is_concentrated, uneven.effective_people) == (0.0, True, 3.5)
    assert (even.p_fair, even.is_concentrated) == (1.0, False)


def test_leaves_are_the_teams_with_a_calendar() -> None:
    calendar = [{"time_zone": "UTC", "valid_from": "2020-01-01"}]
    teams = [
        {"team_id": "tribe", "parent_team_id": None},
        {"team_id": "b", "parent_team_id": "tribe", "calendar": calendar},
        {"team_id": "a", "parent_team_id": "tribe", "calendar": calendar},
    ]
    leaves = Organisation({"teams": teams}).leaves
    assert leaves == {"tribe": ("a", "b"), "a": ("a",), "b": ("b",)}
