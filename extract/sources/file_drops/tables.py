"""The rows that are right so far, to be looked up by any of their columns.

Here: what a rule between rows or between files may ask. Not here: the rules (checks.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

Cells = dict[str, Any]
"""A row of a file by column: text, whole numbers, decimals, truth values, or None where blank."""

_Index = dict[tuple[Any, ...], list[Cells]]


class Tables:
    """Accepted rows by table; a table is a CSV file's name, or `teams` or `services`.

    Every look-up keeps its index, so asking for each of many rows stays fast.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[Cells]] = {}
        self._indexes: dict[tuple[str, tuple[str, ...]], _Index] = {}
        self._identities: dict[str, set[Hashable]] = {}

    def add(self, table: str, row: Mapping[str, Any], identity: Hashable = None) -> None:
        """Append a row.

        Args:
            table: Which table.
            row: The row; it is not copied.
            identity: What no other row of the table may have; None where rows have no identity.
        """
        cells = dict(row)
        self._rows.setdefault(table, []).append(cells)
        self._identities.setdefault(table, set()).add(identity)
        for (name, columns), index in self._indexes.items():
            if name == table:
                index.setdefault(_values(cells, columns), []).append(cells)

    def rows(self, table: str) -> list[Cells]:
        """Every row of a table in the order they were accepted."""
        return self._rows.get(table, [])

    def find(self, table: str, **values: Any) -> list[Cells]:
        """The rows that have these values in these columns, in the order they were accepted."""
        columns = tuple(sorted(values))
        index = self._indexes.get((table, columns))
        if index is None:
            index = {}
            for row in self.rows(table):
                index.setdefault(_values(row, columns), []).append(row)
            self._indexes[table, columns] = index
        return index.get(_values(values, columns), [])

    def has(self, table: str, identity: Hashable) -> bool:
        """Whether a row with this identity was accepted."""
        return identity in self._identities.get(table, ())


def _values(row: Mapping[str, Any], columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row.get(column) for column in columns)
