"""Counts of answers, and how sure a rate of them is.

Here: tallies and exact limits. Not here: where the answers come from (`rounds.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scipy import stats

from bench.evaluation.measuring import Answer

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Tally:
    """How many were looked at, could be told about, and were asked about."""

    looked_at: int = 0
    testable: int = 0
    asked: int = 0

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> Tally:
        """Count answers."""
        rows = list(answers)
        return cls(len(rows), sum(row.is_testable for row in rows), sum(row.asks for row in rows))

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.looked_at + other.looked_at,
            self.testable + other.testable,
            self.asked + other.asked,
        )

    @property
    def rate(self) -> float | None:
        """Of those that could be told about; None if there were none."""
        return self.asked / self.testable if self.testable else None

    @property
    def limits(self) -> tuple[float, float]:
        """Clopper-Pearson, 95 %; everything is possible where nothing was seen."""
        return clopper_pearson(self.asked, self.testable)


def clopper_pearson(k: int, n: int, tail: float = (1 - CONFIDENCE) / 2) -> tuple[float, float]:
    """Exact limits of a share, each with a chance of `tail` to be missed."""
    low = stats.beta.ppf(tail, k, n - k + 1) if k else 0.0
    high = stats.beta.ppf(1 - tail, k + 1, n - k) if k < n else 1.0
    return float(low), float(high)


def total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    return sum(tallies, Tally())
