"""Each attack finds what it is about, and nothing where there is nothing to find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from expectations.disclosure import attacks
from expectations.disclosure.cells import Cell, Tree
from expectations.disclosure.linear import Echelon
from tests.expectations.disclosure.organisation import (
    MONTHS,
    QUARTER,
    TEAMS,
    TREE,
    cell,
    months,
    people,
    quarter,
)

SMALL = TEAMS | {"a": people("a", 3), "tribe": people("a", 3) | TEAMS["b"] | TEAMS["c"]}


def names(found: object) -> list[str]:
    return [each.attack for each in found]  # type: ignore[attr-defined]


def test_honest_cells_are_found_nothing_about() -> None:
    cells = [*quarter(), *months("a", (7, 7, 7)), *months("b", (8, 8, 8))]
    assert list(attacks.every(cells, [], TREE)) == []


def test_few_people_by_roster_or_by_contribution() -> None:
    assert names(attacks.few_people(quarter(SMALL))) == ["few people"]
    assert names(attacks.few_people(quarter(contributors={"b": 4}))) == ["few people"]
    assert list(attacks.few_people(quarter())) == []


def test_a_set_difference_of_overlapping_teams() -> None:
    teams = TEAMS | {"d": TEAMS["c"] | {"x"}}
    found = list(attacks.set_differences(quarter(teams)))
    assert [each.people for each in found] == [frozenset({"x"})]
    assert list(attacks.set_differences(quarter())) == []


def test_a_difference_over_time_needs_a_roster_that_changes_within_the_quarter() -> None:
    weeks = [
        cell("a", members, "week", (start, start + timedelta(7)))
        for members, start in (
            (TEAMS["a"], date(2026, 4, 6)),
            (TEAMS["a"] | {"joiner"}, date(2026, 4, 13)),
        )
    ]
    found = list(attacks.successive_periods(weeks))
    assert [each.people for each in found] == [frozenset({"joiner"})]
    assert list(attacks.successive_periods([weeks[0], replace(weeks[1], people=TEAMS["a"])])) == []


def test_a_tribe_less_its_published_teams() -> None:
    cells = [each for each in quarter(SMALL) if each.team_id != "a"]
    found = list(attacks.team_above_less_those_below(cells, TREE))
    assert [each.people for each in found] == [SMALL["a"]]
    without_sibling = [each for each in cells if each.team_id != "b"]
    assert list(attacks.team_above_less_those_below(without_sibling, TREE)) == []


def test_a_linear_system_needs_no_nesting() -> None:
    # Who is in two teams is counted twice below and once above.
    teams = {"a": TEAMS["a"], "b": TEAMS["b"] | {"a0"}, "all": TEAMS["a"] | TEAMS["b"]}
    cells = quarter(teams)
    assert list(attacks.set_differences(cells)) == []
    assert [each.people for each in attacks.linear_systems(cells)] == [frozenset({"a0"})]
    assert list(attacks.linear_systems(cells[1:])) == []


def test_a_withheld_month_is_the_quarter_less_the_others() -> None:
    shown = [*quarter(), *months("a", (7, 3, 7))]
    hidden = [each for each in shown if each.n_contributors < 5]
    known = [each for each in shown if each not in hidden]
    assert names(attacks.computed_again(known, hidden)) == ["withheld cell computed again"]
    without_one_more = [
        each for each in known if each.start != MONTHS[0][0] or each.grain != "month"
    ]
    assert list(attacks.computed_again(without_one_more, hidden)) == []


def test_two_withheld_cells_of_few_people_count_together() -> None:
    shown = [*quarter(), *months("a", (2, 7, 2))]
    hidden = [each for each in shown if each.n_contributors < 5]
    known = [each for each in shown if each not in hidden]
    found = list(attacks.computed_again(known, hidden))
    assert [len(each.cells) for each in found] == [2]
    enough = [replace(each, n_contributors=4) for each in hidden]
    assert list(attacks.computed_again(known, enough)) == []


def test_weeks_and_months_that_begin_together_give_a_withheld_week() -> None:
    start, weeks = date(2027, 2, 1), [date(2027, 2, 1) + timedelta(7 * n) for n in range(4)]
    month = cell("a", TEAMS["a"], "month", (start, date(2027, 3, 1)))
    cells = [cell("a", TEAMS["a"], "week", (day, day + timedelta(7))) for day in weeks]
    hidden = replace(cells[2], n_contributors=2)
    assert len(list(attacks.computed_again([month, *cells[:2], cells[3]], [hidden]))) == 1
    assert list(attacks.computed_again([month, cells[0], cells[3]], [hidden])) == []


def test_a_week_in_two_quarters_counts_each_day_by_its_own_roster() -> None:
    """Both quarters less all weeks would be the first days of who joined."""
    old, new, turn = TEAMS["a"], TEAMS["a"] | {"joiner"}, date(2026, 7, 1)
    first, last = date(2026, 4, 6), date(2026, 9, 28)
    mondays = [first + timedelta(7 * n) for n in range((last - first).days // 7)]
    cells = [
        cell("a", old, "quarter", (first, turn)),
        cell("a", new, "quarter", (turn, last)),
        *(
            cell("a", old if day < turn else new, "week", (day, day + timedelta(7)))
            for day in mondays
        ),
    ]
    assert [each.people for each in attacks.linear_systems(cells)] == [frozenset({"joiner"})]
    tied = [
        replace(each, later_people=new) if each.start < turn < each.end else each for each in cells
    ]
    assert list(attacks.every(tied, [], TREE)) == []


def test_no_finding_names_anybody() -> None:
    found = list(attacks.every(quarter(SMALL), [], TREE))
    assert found
    words = " ".join(map(str, found))
    assert not any(person in words.split() for person in TEAMS["tribe"])


@pytest.mark.parametrize("seed", range(5))
def test_elimination_agrees_with_floating_point(seed: int) -> None:
    random = np.random.default_rng(seed)
    matrix = random.integers(0, 2, (14, 20))
    matrix[9] = matrix[3] + matrix[4] - matrix[5]
    rows = [dict(enumerate(map(int, row))) for row in matrix]
    echelon = Echelon(rows, last=[0, 1])
    assert echelon.rank == np.linalg.matrix_rank(matrix)
    without = np.linalg.matrix_rank(matrix[:, 2:])
    assert len(echelon.confined) == echelon.rank - without
    target = rows[1] | {n: rows[1][n] + 2 * rows[2][n] for n in range(20)}
    assert not echelon.remainder(target)
    outside = {n: int(n == 7) for n in range(20)}
    with_it = np.linalg.matrix_rank(np.vstack([matrix, [outside[n] for n in range(20)]]))
    assert (not echelon.remainder(outside)) == (with_it == echelon.rank)


def test_a_circle_of_parents_ends() -> None:
    circle = Tree({"a": "b", "b": "a"})
    assert sorted(circle.upward()) == ["a", "b"]
    assert not circle.is_above("c", "a")


def test_measures_are_not_mixed() -> None:
    one = Cell("reviews", "a", "quarter", *QUARTER, TEAMS["a"], 7)
    other = Cell("pages", "b", "quarter", *QUARTER, TEAMS["a"] | {"x"}, 8)
    assert list(attacks.every([one, other], [], TREE)) == []
