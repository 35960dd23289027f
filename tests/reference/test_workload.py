"""The reference's workload against the figures of the measurement science and by hand."""

from datetime import date

import pytest

from tests.reference.fair_draws import FairDraws, uniform
from tests.reference.organisation import Organisation
from tests.reference.records import RosterRow
from tests.reference.workload import capacity, effective_people, rounded


@pytest.mark.parametrize(
    ("people", "events", "gini"), [(5, 20, 0.22), (8, 20, 0.31), (8, 80, 0.16), (12, 200, 0.13)]
)
def test_fair_assignment_looks_unequal_by_as_much_as_simulated(
    people: int, events: int, gini: float
) -> None:
    draws = FairDraws("key", events, (1 / people,) * people)
    assert draws.expected == pytest.approx(gini, abs=0.007)


def test_twice_a_fair_share_of_80_events_of_eight_people_is_not_yet_detectable() -> None:
    # Power at twice the share is about .65, at three times 1.
    draws = FairDraws("key", 80, (1 / 8,) * 8)
    assert draws.detectable_multiple == 2.5


def test_a_fair_load_is_as_likely_as_can_be_and_a_lone_one_is_not() -> None:
    draws = FairDraws("key", 40, (1 / 6,) * 6)
    assert draws.p_fair(0.0) == 1.0
    assert draws.p_fair(5 / 6) == 0.0


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


def test_rounding_takes_halves_away_from_zero() -> None:
    assert [rounded(value, 0.5) for value in (1.25, 1.2, -1.25, 0.75)] == [1.5, 1.0, -1.5, 1.0]


def test_capacity_counts_the_days_in_the_team() -> None:
    half_present = RosterRow(
        person_id="ada",
        team_id="atlas",
        valid_from=date(2026, 4, 13),  # the window's last eight of twelve weeks
        valid_to=None,
        fte=0.5,
        time_zone="UTC",
        available_fraction=0.9,
    )
    assert capacity(half_present, date(2026, 3, 16)) == pytest.approx(0.5 * 0.9 * 8 / 12)


def test_leaves_are_the_teams_with_a_calendar() -> None:
    calendar = [{"time_zone": "UTC", "valid_from": "2020-01-01"}]
    teams = [
        {"team_id": "tribe", "parent_team_id": None},
        {"team_id": "b", "parent_team_id": "tribe", "calendar": calendar},
        {"team_id": "a", "parent_team_id": "tribe", "calendar": calendar},
    ]
    leaves = Organisation({"teams": teams}).leaves
    assert leaves == {"tribe": ("a", "b"), "a": ("a",), "b": ("b",)}
