"""The adversary, who knows every roster, every rule, and every cell that was ever published.

Belongs here: one function an attack; each tells which cells single out fewer than `LEAST_PEOPLE`
people. Does not belong here: preventing it (`suppression.py`). No finding names a person.

Attacks: a cell about few people; the difference of two cells of a period, or of successive periods
of a quarter; a team above less those below it; and any combination whatsoever of sums (linear
system), which includes all others and is exact. Who is added or missing in the next quarter is no
combination: the numbers of another quarter are other numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from expectations.disclosure.cells import (
    LEAST_PEOPLE,
    Cell,
    Tree,
    by_period,
    by_system,
    families,
    grouped,
    quarter_of,
)
from expectations.disclosure.linear import PRIME, Echelon
from expectations.disclosure.sums import Known

MOST_GROUPS_TOGETHER = 2
QUARTERS_BEFORE = 4
"""How far back a week that lies in two quarters is followed."""


@dataclass(frozen=True)
class Isolation:
    """Published cells that tell something of fewer people than they may.

    Attributes:
        attack: The way it is done.
        measure: The measure of the cells.
        teams: The teams of the cells.
        start: The first day they speak of.
        people: Who is singled out; never written anywhere.
        cells: Withheld cells that can be computed again.
    """

    attack: str
    measure: str
    teams: tuple[str, ...]
    start: date
    people: frozenset[str]
    cells: tuple[Cell, ...] = ()

    def __str__(self) -> str:
        where = ", ".join(self.teams)
        return f"{self.measure} of {where} from {self.start}: {self.attack} ({len(self.people)})"


def every(
    cells: Sequence[Cell],
    hidden: Sequence[Cell],
    tree: Tree,
    quarters_before: int = QUARTERS_BEFORE,
) -> Iterator[Isolation]:
    """What all attacks find.

    Args:
        cells: What is or ever was published.
        hidden: What is withheld for the few who contributed.
        tree: The teams.
        quarters_before: With how many earlier quarters each one is solved.
    """
    family = families([*cells, *hidden], tree)
    few = grouped(hidden, lambda cell: family.get(cell.team_id))
    for number, together in grouped(cells, lambda cell: family.get(cell.team_id)).items():
        yield from _within(together, few.get(number, []), tree, quarters_before)


def _within(
    cells: Sequence[Cell], hidden: Sequence[Cell], tree: Tree, quarters_before: int
) -> Iterator[Isolation]:
    """What all attacks find within one family."""
    yield from few_people(cells)
    for known in by_system(cells).values():
        yield from set_differences(known)
        yield from successive_periods(known)
        yield from team_above_less_those_below(known, tree)
        yield from linear_systems(known)
    withheld = list(_windows(hidden, quarters_before))
    for measure, quarters, known in _windows(cells, quarters_before):
        yield from linear_systems(known)
        asked = [cell for name, _, few in withheld if name == measure for cell in few]
        yield from computed_again(
            known, [cell for cell in set(asked) if quarter_of(cell) in quarters]
        )


def _windows(
    cells: Sequence[Cell], quarters_before: int
) -> Iterator[tuple[str, frozenset[date], list[Cell]]]:
    """Measure, quarters and cells of as many quarters as are followed."""
    systems = by_system(cells)
    for measure in sorted({measure for measure, _ in systems}):
        quarters = sorted(quarter for name, quarter in systems if name == measure)
        ends = range(min(quarters_before, len(quarters) - 1), len(quarters))
        for last in ends:
            window = quarters[max(0, last - quarters_before) : last + 1]
            yield (
                measure,
                frozenset(window),
                [cell for quarter in window for cell in systems[measure, quarter]],
            )


def few_people(cells: Iterable[Cell]) -> Iterator[Isolation]:
    """Cells about few people."""
    for cell in cells:
        if cell.n_behind < LEAST_PEOPLE:
            yield _found("few people", [cell], cell.people)


def set_differences(cells: Iterable[Cell]) -> Iterator[Isolation]:
    """Two teams of one period that differ by few people, one inside the other or not."""
    for together in by_period(cells).values():
        for one, other in combinations(together, 2):
            apart = one.people ^ other.people
            if 0 < len(apart) < LEAST_PEOPLE:
                yield _found("set difference", [one, other], apart)


def successive_periods(cells: Iterable[Cell]) -> Iterator[Isolation]:
    """One team in successive periods of a quarter, with few people more or less."""
    in_order = sorted(cells, key=lambda cell: cell.start)
    for series in grouped(in_order, lambda cell: (cell.team_id, cell.grain)).values():
        for before, after in pairwise(series):
            apart = (before.later_people or before.people) ^ after.people
            if 0 < len(apart) < LEAST_PEOPLE:
                yield _found("difference over time", [before, after], apart)


def team_above_less_those_below(cells: Iterable[Cell], tree: Tree) -> Iterator[Isolation]:
    """A team less the published ones below it, where these do not overlap."""
    for together in by_period(cells).values():
        by_team = {cell.team_id: cell for cell in together}
        for upper in together:
            lower = list(_topmost(upper.team_id, by_team, tree))
            told = [person for cell in lower for person in cell.people]
            rest = upper.people - frozenset(told)
            if lower and len(told) == len(set(told)) and 0 < len(rest) < LEAST_PEOPLE:
                yield _found("team above less those below", [upper, *lower], rest)


def linear_systems(cells: Sequence[Cell]) -> Iterator[Isolation]:
    """Any combination of cells about fewer than `LEAST_PEOPLE` people, in whatever part of time.

    The people are one group that the cells do not tell apart, or two such groups together.

    Args:
        cells: Published cells of one measure, of a quarter or of many.
    """
    known = Known.of(cells)
    # What is about these few at all is found once; the rest is looked for in that.
    of_few = known.echelon.confined
    if not of_few:
        return
    for size in range(1, MOST_GROUPS_TOGETHER + 1):
        for groups in combinations(known.sums.small, size):
            people = frozenset().union(*groups)
            if len(people) < LEAST_PEOPLE:
                involved = [cell for cell in cells if cell.everybody & people]
                if involved and Echelon(of_few, last=known.sums.columns(groups)).confined:
                    yield _found("linear system", involved, people)


def computed_again(
    cells: Sequence[Cell], hidden: Sequence[Cell], known: Known | None = None
) -> Iterator[Isolation]:
    """Withheld cells of few contributors, or two of them together, that published ones give."""
    keys = {cell.key for cell in cells}
    asked = [cell for cell in hidden if cell.key not in keys]
    if not asked:
        return
    known = known or Known.of(cells, hidden)
    remainders = {cell: known.remainder(cell) for cell in asked}
    singles = [(cell,) for cell in asked if cell.n_behind < LEAST_PEOPLE and not remainders[cell]]
    for together in [*singles, *_pairs(remainders)]:
        people = frozenset().union(*(cell.people for cell in together))
        found = _found("withheld cell computed again", together, people)
        yield replace(found, cells=together)


def _pairs(
    remainders: Mapping[Cell, frozenset[tuple[int, int]]],
) -> Iterator[tuple[Cell, Cell]]:
    """Two cells of one team or period, of few contributors even together, that make up a sum."""
    by_remainder: dict[frozenset[tuple[int, int]], list[Cell]] = {}
    for cell, remainder in remainders.items():
        by_remainder.setdefault(remainder, []).append(cell)
    for one, remainder in remainders.items():
        opposite = frozenset((column, -value % PRIME) for column, value in remainder)
        for other in by_remainder.get(opposite, ()):
            is_near = one.grain == other.grain and (
                one.team_id == other.team_id or one.start == other.start
            )
            few = one.n_behind + other.n_behind < LEAST_PEOPLE
            if is_near and few and one.key < other.key:
                yield one, other


def _topmost(team: str, shown: dict[str, Cell], tree: Tree) -> Iterator[Cell]:
    """The shown teams below one, without those below them."""
    for child in tree.children.get(team, ()):
        if child in shown:
            yield shown[child]
        else:
            yield from _topmost(child, shown, tree)


def _found(attack: str, cells: Sequence[Cell], people: frozenset[str]) -> Isolation:
    teams = tuple(sorted({cell.team_id for cell in cells}))
    return Isolation(attack, cells[0].measure, teams, min(cell.start for cell in cells), people)
