"""What has nothing in common is solved apart, with the same result."""

from __future__ import annotations

from dataclasses import replace

from expectations.disclosure import attacks
from expectations.disclosure.cells import Cell, Tree, families
from expectations.disclosure.suppression import choose
from tests.expectations.disclosure.organisation import TEAMS, TREE, people, quarter

SMALL = TEAMS | {"a": people("a", 3), "tribe": people("a", 3) | TEAMS["b"] | TEAMS["c"]}


def elsewhere(cells: list[Cell], *, shared: str = "") -> list[Cell]:
    """The same teams somewhere else; a shared person is the same one there."""
    return [
        replace(
            cell,
            team_id=f"x{cell.team_id}",
            people=frozenset(who if who == shared else f"x{who}" for who in cell.people),
        )
        for cell in cells
    ]


BOTH = Tree(
    TREE.parents | {f"x{team}": parent and f"x{parent}" for team, parent in TREE.parents.items()}
)


def test_teams_of_one_tree_are_one_family() -> None:
    found = families(quarter(), TREE)
    assert set(found) == set(TREE.parents)
    assert len(set(found.values())) == 1


def test_two_trees_are_two_families() -> None:
    found = families([*quarter(), *elsewhere(quarter())], BOTH)
    assert {found["a"], found["tribe"]} != {found["xa"], found["xtribe"]}
    assert len(set(found.values())) == 2


def test_a_person_of_both_makes_them_one() -> None:
    (somebody, *_) = sorted(TEAMS["b"])
    found = families([*quarter(), *elsewhere(quarter(), shared=somebody)], BOTH)
    assert len(set(found.values())) == 1


def test_what_is_withheld_of_a_family_does_not_depend_on_others() -> None:
    alone = choose(quarter(SMALL), TREE)
    both = choose([*quarter(SMALL), *elsewhere(quarter(SMALL))], BOTH)
    assert alone
    assert {key: reason for key, reason in both.items() if not key[1].startswith("x")} == alone
    assert len(both) == 2 * len(alone)


def test_an_attack_finds_in_two_families_what_it_finds_in_each() -> None:
    shown = [cell for cell in quarter(SMALL) if cell.team_id != "a"]
    alone = list(attacks.every(shown, [], TREE))
    both = list(attacks.every([*shown, *elsewhere(shown)], [], BOTH))
    assert alone
    assert {each.people for each in both} == {each.people for each in alone} | {
        frozenset(f"x{who}" for who in each.people) for each in alone
    }
