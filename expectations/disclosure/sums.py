"""Cells as sums of what is not known: what a class of people did in a piece of time.

Belongs here: the unknowns, each cell as a sum of them, and what follows from known cells. Does not
belong here: which combinations are an attack (`attacks.py`); the arithmetic (`linear.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from expectations.disclosure.cells import LEAST_PEOPLE, Cell, Key, next_quarter
from expectations.disclosure.linear import Echelon, Vector


@dataclass(frozen=True)
class Known:
    """What follows from known cells.

    Attributes:
        sums: The unknowns.
        echelon: The known cells, solved.
    """

    sums: Sums
    echelon: Echelon

    @classmethod
    def of(cls, cells: Sequence[Cell], others: Sequence[Cell] = ()) -> Known:
        """What follows from cells.

        Args:
            cells: The known ones.
            others: Further ones that will be asked for, or will be known.
        """
        sums = Sums([*cells, *others])
        return cls(sums, Echelon(map(sums.row, cells), last=sums.columns(sums.small)))

    def knowing(self, cells: Iterable[Cell]) -> Known:
        """The same with more known cells, which were named when this was made."""
        return Known(self.sums, self.echelon.with_rows(map(self.sums.row, cells)))

    def remainder(self, cell: Cell) -> frozenset[tuple[int, int]]:
        """What of a cell does not follow; nothing, if all does."""
        return frozenset(self.echelon.remainder(self.sums.row(cell)).items())

    def holds(self, together: Iterable[Cell]) -> bool:
        """Whether the sum of some cells follows."""
        total: dict[int, int] = {}
        for cell in together:
            for column in self.sums.row(cell):
                total[column] = total.get(column, 0) + 1
        return not self.echelon.remainder(total)


class Sums:
    """The unknowns of some cells.

    Args:
        cells: All cells of one measure that are looked at together.

    Attributes:
        classes: People who are in the same cells, so that nothing tells them apart.
        small: Those of fewer than `LEAST_PEOPLE` people.
    """

    def __init__(self, cells: Sequence[Cell]) -> None:
        sets = {cell.people for cell in cells} | {cell.later_people for cell in cells}
        populations = sorted(sets - {frozenset()}, key=sorted)
        patterns: dict[frozenset[int], set[str]] = {}
        for person in frozenset().union(*populations):
            pattern = frozenset(n for n, people in enumerate(populations) if person in people)
            patterns.setdefault(pattern, set()).add(person)
        # The small ones come last, as they do in the elimination.
        groups = sorted((frozenset(people) for people in patterns.values()), key=sorted)
        self.classes = sorted(groups, key=lambda group: len(group) < LEAST_PEOPLE)
        self.small = [group for group in self.classes if len(group) < LEAST_PEOPLE]
        edges = {edge for cell in cells for edge in (cell.start, cell.end)}
        edges |= {next_quarter(cell.start) for cell in cells if cell.later_people}
        self._pieces = list(pairwise(sorted(edges)))
        self._rows: dict[Key, Vector] = {}
        self._inside = {
            people: [n for n, group in enumerate(self.classes) if group <= people]
            for people in (*populations, frozenset[str]())
        }

    def row(self, cell: Cell) -> Vector:
        """The cell as a sum."""
        if cell.key not in self._rows:
            self._rows[cell.key] = {
                group * len(self._pieces) + piece: 1
                for piece, (start, end) in enumerate(self._pieces)
                if cell.start <= start and end <= cell.end
                for group in self._inside[cell.people_on(start)]
            }
        return self._rows[cell.key]

    def columns(self, groups: Iterable[frozenset[str]]) -> list[int]:
        """Everything that is not known of some classes."""
        length = len(self._pieces)
        places = [self.classes.index(group) * length for group in groups]
        return [place + piece for place in places for piece in range(length)]
