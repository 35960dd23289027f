"""What is withheld of the cells of one measure and quarter, while it is chosen.

Belongs here: the reasons and the state. Does not belong here: the rules (`suppression.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from expectations.disclosure.cells import Cell, Key, Tree

FEW, AGAIN, OVERLAP, TREE, TIME, COMBINATION = (
    "few_people",
    "other_people_before",
    "overlapping_team",
    "complement_in_the_tree",
    "complement_in_time",
    "combination",
)


@dataclass
class Choice:
    """What is withheld of the cells of one measure and quarter, and why.

    Attributes:
        cells: All of them.
        tree: The teams.
        withheld: The reason, by the cell's key.
        known: Keys that were published before, and so are known whatever is withheld now.
        seen_before: Published cells of the quarters before, which weeks tie to this one.
        hidden_before: Cells of these quarters that are withheld for few people.
    """

    cells: Sequence[Cell]
    tree: Tree
    withheld: dict[Key, str] = field(default_factory=dict)
    known: frozenset[Key] = frozenset()
    seen_before: Sequence[Cell] = ()
    hidden_before: Sequence[Cell] = ()

    def shown(self, cells: Iterable[Cell] | None = None) -> list[Cell]:
        """The cells that are not withheld."""
        found = self.cells if cells is None else cells
        return [cell for cell in found if cell.key not in self.withheld]

    def seen(self) -> list[Cell]:
        """The cells of the quarter that an adversary has: those shown, and those shown before."""
        return [
            cell for cell in self.cells if cell.key not in self.withheld or cell.key in self.known
        ]

    def few(self) -> list[Cell]:
        """The cells of the quarter that are withheld for the few people behind them."""
        return [cell for cell in self.cells if self.withheld.get(cell.key) == FEW]

    def withhold(self, cell: Cell, reason: str) -> None:
        """Withhold a cell; the first reason stays."""
        self.withheld.setdefault(cell.key, reason)


def size(cell: Cell) -> tuple[int, int, str, str]:
    """How little is lost if a cell is withheld; no two cells of a measure and grain are alike."""
    return (cell.n_contributors, len(cell.people), cell.start.isoformat(), cell.team_id)
