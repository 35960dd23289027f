"""Which combinations of sums are possible: exact elimination over a large prime field.

Belongs here: vectors and their reduction. Does not belong here: what they stand for (`attacks.py`).

A sum of zeros and ones that vanishes over the rationals vanishes here; the opposite error has a
chance of about one in 10^18 for each number that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PRIME = (1 << 61) - 1
Vector = Mapping[int, int]
"""Coefficients by column; columns that are left out are zero."""


class Echelon:
    """Rows in echelon form: each begins in a column in which no other begins.

    Args:
        rows: The sums that are known.
        last: Columns that are eliminated last. A row that begins in one of them is a combination
            of known sums about these columns alone.
    """

    def __init__(self, rows: Iterable[Vector], last: Iterable[int] = ()) -> None:
        self._last = frozenset(last)
        self._pivots: dict[int, dict[int, int]] = {}
        for row in rows:
            self._add(row)

    def with_rows(self, rows: Iterable[Vector]) -> Echelon:
        """The same with more rows; this one stays as it is."""
        more = Echelon((), self._last)
        more._pivots = dict(self._pivots)
        for row in rows:
            more._add(row)
        return more

    @property
    def rank(self) -> int:
        """How many of the rows are independent."""
        return len(self._pivots)

    @property
    def confined(self) -> list[Vector]:
        """Combinations about the last columns alone; all others about these are made of them."""
        return [row for column, row in self._pivots.items() if column in self._last]

    def remainder(self, target: Vector) -> Vector:
        """What is left of a sum when known ones are taken out; nothing, if it follows from them.

        The remainder of two sums together is that of the one and that of the other together.
        """
        left = {column: value % PRIME for column, value in target.items() if value % PRIME}
        unknown = {}
        while left:
            begin = self._begin(left)
            pivot = self._pivots.get(begin)
            if pivot is None:
                unknown[begin] = left.pop(begin)
            else:
                _take(left, pivot, left[begin])
        return unknown

    def _begin(self, row: Mapping[int, int]) -> int:
        first = min(row)
        if first not in self._last:
            return first
        return min((column for column in row if column not in self._last), default=first)

    def _add(self, row: Vector) -> None:
        left = self.remainder(row)
        if left:
            begin = self._begin(left)
            inverse = pow(left[begin], -1, PRIME)
            self._pivots[begin] = {
                column: value * inverse % PRIME for column, value in left.items()
            }


def _take(left: dict[int, int], pivot: Vector, factor: int) -> None:
    """Take a row so many times out of another."""
    for column, value in pivot.items():
        changed = (left.get(column, 0) - factor * value) % PRIME
        if changed:
            left[column] = changed
        else:
            left.pop(column, None)
