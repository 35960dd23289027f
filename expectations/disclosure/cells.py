"""A cell about people, and the tree of teams.

Belongs here: what rules and adversary both need to know of a cell. Does not belong here: whether it
may be shown (`suppression.py`).

A measure is a metric or a kind of load. Its cells are compared with each other and with no other
measure's, because only numbers of one measure can be added and subtracted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

LEAST_PEOPLE = 5
"""People behind an aggregate of behaviour, and behind anything that cells tell together."""
LEAST_PEOPLE_OF_A_DISTRIBUTION = 6

Key = tuple[str, str, str, date]
"""Measure, team, grain and first day."""
Group = TypeVar("Group")


@dataclass(frozen=True)
class Cell:
    """One number that could be published.

    Attributes:
        measure: The metric or kind of load.
        team_id: The team.
        grain: week, month, quarter or window.
        start: The first day of the period.
        end: The day after its last.
        people: The reporting population: who is taken to be behind it.
        n_contributors: How many of whom something was counted.
        is_withheld: Hidden already, for the few people behind it or another reason of privacy.
        later_people: Of a week that ends in the next quarter, the population from there on; empty
            for all others.
    """

    measure: str
    team_id: str
    grain: str
    start: date
    end: date
    people: frozenset[str]
    n_contributors: int
    is_withheld: bool = False
    later_people: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        """What names the cell."""
        return (self.measure, self.team_id, self.grain, self.start)

    @property
    def n_behind(self) -> int:
        """The number of people that it is about at least."""
        later = len(self.later_people) if self.later_people else len(self.people)
        return min(len(self.people), later, self.n_contributors)

    @property
    def everybody(self) -> frozenset[str]:
        """All who are taken to be behind it on some day."""
        return self.people | self.later_people

    def people_on(self, day: date) -> frozenset[str]:
        """The reporting population on a day."""
        is_later = bool(self.later_people) and day >= next_quarter(self.start)
        return self.later_people if is_later else self.people


@dataclass(frozen=True)
class Tree:
    """Which team lies directly above which.

    Attributes:
        parents: The team above, by team; none for those at the top.
    """

    parents: Mapping[str, str | None]
    children: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        below: dict[str, list[str]] = {team: [] for team in self.parents}
        for team, parent in sorted(self.parents.items()):
            if parent is not None:
                below.setdefault(parent, []).append(team)
        object.__setattr__(self, "children", {team: tuple(found) for team, found in below.items()})

    def upward(self) -> list[str]:
        """Every team, each after those below it."""
        return sorted(self.parents, key=lambda team: (-self.depth(team), team))

    def depth(self, team: str) -> int:
        """How many teams lie above a team; a circle of parents ends."""
        seen = {team}
        above = self.parents.get(team)
        while above is not None and above not in seen:
            seen.add(above)
            above = self.parents.get(above)
        return len(seen) - 1

    def is_above(self, upper: str, lower: str) -> bool:
        """Whether a team lies anywhere above another."""
        seen: set[str] = set()
        above = self.parents.get(lower)
        while above is not None and above not in seen:
            if above == upper:
                return True
            seen.add(above)
            above = self.parents.get(above)
        return False


def quarter_start(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(day: date) -> date:
    """The first day of the quarter after a day's."""
    start = quarter_start(day)
    return date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)


def by_system(cells: Iterable[Cell]) -> dict[tuple[str, date], list[Cell]]:
    """Cells by measure and quarter: what is added and subtracted together."""
    return grouped(cells, lambda cell: (cell.measure, quarter_of(cell)))


def by_period(cells: Iterable[Cell]) -> dict[tuple[str, date], list[Cell]]:
    """Cells by grain and first day: what teams are compared in."""
    return grouped(cells, lambda cell: (cell.grain, cell.start))


def grouped(cells: Iterable[Cell], key: Callable[[Cell], Group]) -> dict[Group, list[Cell]]:
    """Cells that have something in common, in the order they came in."""
    found: dict[Group, list[Cell]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell)
    return found


def quarter_of(cell: Cell) -> date:
    """The quarter a cell is decided in: of a week in two quarters, which ties them, the later."""
    return next_quarter(cell.start) if cell.later_people else quarter_start(cell.start)


def families(cells: Iterable[Cell], tree: Tree) -> Mapping[str, int]:
    """The family of each team: teams above, below or beside it, and all it shares people with.

    Cells of two families are sums of different unknowns: together they tell what each tells by
    itself. What is solved family by family grows with the number of families and not with its cube.

    Args:
        cells: The cells that are looked at together.
        tree: The teams.

    Returns:
        The family's number, by team.
    """
    above: dict[tuple[str, str], tuple[str, str]] = {}

    def top(node: tuple[str, str]) -> tuple[str, str]:
        while (higher := above.setdefault(node, node)) != node:
            above[node] = above[higher]
            node = higher
        return node

    for team, parent in tree.parents.items():
        above[top(("team", team))] = top(("team", team if parent is None else parent))
    for team, people in {(cell.team_id, cell.everybody) for cell in cells}:
        for person in people:
            above[top(("person", person))] = top(("team", team))
    numbers: dict[tuple[str, str], int] = {}
    teams = sorted({name for kind, name in above if kind == "team"})
    return {team: numbers.setdefault(top(("team", team)), len(numbers)) for team in teams}
