"""What is withheld suffices, and no more than is needed is withheld where that can be seen."""

from __future__ import annotations

import pytest

from bench.disclosure.arms import ARMS, outcome
from bench.disclosure.organisations import organisation
from expectations.disclosure import attacks
from expectations.disclosure.cells import Cell, Tree
from expectations.disclosure.suppression import choose
from tests.expectations.disclosure.organisation import TEAMS, TREE, cell, months, people, quarter

SMALL = TEAMS | {"a": people("a", 3), "tribe": people("a", 3) | TEAMS["b"] | TEAMS["c"]}


def reasons(cells: list[Cell], **options: object) -> dict[tuple[str, str], str]:
    withheld = choose(cells, TREE, **options)  # type: ignore[arg-type]
    return {(team, grain): reason for (_, team, grain, _), reason in withheld.items()}


def test_nothing_is_withheld_of_large_teams() -> None:
    assert reasons([*quarter(), *months("a", (7, 7, 7))]) == {}


def test_the_smallest_sibling_goes_with_a_small_team() -> None:
    assert reasons(quarter(SMALL)) == {
        ("a", "quarter"): "few_people",
        ("b", "quarter"): "complement_in_the_tree",
    }


def test_two_small_teams_need_no_other() -> None:
    small = SMALL | {"b": people("b", 4)}
    small["tribe"] = small["a"] | small["b"] | small["c"]
    # Seven people together, but perhaps only four who contributed: the third team goes, too.
    assert set(reasons(quarter(small, {"a": 3, "b": 4, "tribe": 12}))) == {
        ("a", "quarter"),
        ("b", "quarter"),
        ("c", "quarter"),
    }
    # The team above tells that it is seven who contributed.
    assert set(reasons(quarter(small))) == {("a", "quarter"), ("b", "quarter")}


def test_somebody_above_the_teams_is_not_the_difference() -> None:
    teams = TEAMS | {"tribe": TEAMS["tribe"] | {"lead"}}
    assert reasons(quarter(teams)) == {("a", "quarter"): "complement_in_the_tree"}


def test_a_team_above_others_is_no_complement() -> None:
    """Those below it would tell it again, so the team above both goes."""
    tree = Tree({"all": None, "x": "all", "y": "all", "s": "x", "y1": "y", "y2": "y"})
    small, large = people("s", 4), people("a", 7) | people("b", 8)
    teams = {"s": small, "x": small, "y1": people("a", 7), "y2": people("b", 8), "y": large}
    cells = quarter(teams | {"all": small | large})
    withheld = choose(cells, tree)
    assert {team: reason for (_, team, *_), reason in withheld.items()} == {
        "s": "few_people",
        "x": "few_people",
        "all": "complement_in_the_tree",
    }
    shown = [each for each in cells if each.key not in withheld]
    few = [each for each in cells if withheld.get(each.key) == "few_people"]
    assert list(attacks.every(shown, few, tree)) == []


def test_of_two_overlapping_teams_one_is_withheld() -> None:
    teams = {"a": TEAMS["a"], "b": TEAMS["a"] | {"x"}}
    assert reasons(quarter(teams)) == {("a", "quarter"): "overlapping_team"}


def test_a_withheld_month_takes_another_one_along() -> None:
    cells = [*quarter(), *months("a", (7, 3, 6))]
    withheld = choose(cells, TREE)
    assert sorted(withheld.values()) == ["complement_in_time", "few_people"]
    shown = [each for each in cells if each.key not in withheld]
    hidden = [each for each in cells if withheld.get(each.key) == "few_people"]
    assert list(attacks.every(shown, hidden, TREE)) == []


def test_a_cell_published_for_other_people_is_not_published_again() -> None:
    cells = quarter()
    before = {cells[0].key: False, cells[1].key: True}
    assert reasons(cells, published=before)["a", "quarter"] == "other_people_before"
    assert ("b", "quarter") not in reasons(cells, published={cells[1].key: True})


def test_what_the_mart_withholds_is_kept_withheld() -> None:
    hidden = [cell("a", TEAMS["a"], "quarter", (quarter()[0].start, quarter()[0].end))]
    hidden = [Cell(*hidden[0].key[:3], hidden[0].start, hidden[0].end, TEAMS["a"], 7, True)]
    assert reasons(hidden) == {("a", "quarter"): "few_people"}


# Of the last two, one needs groups that withheld cells do not split, one a tribe beside a tribe.
@pytest.mark.parametrize("seed", [1, 3, 20261202, 20261206])
def test_nobody_is_singled_out_in_a_random_organisation(seed: int) -> None:
    drawn = organisation(seed)
    shipped, naive = outcome(ARMS[3], drawn), outcome(ARMS[2], drawn)
    assert naive.n_isolated > 0
    assert naive.n_computed > 0
    assert (shipped.n_isolated, shipped.n_computed) == (0, 0)
    assert sum(shipped.n_shown.values()) > 0.4 * sum(shipped.n_cells.values())
