"""Whether assessment and growth are still two things, asked of whole cycles.

Here: the one place where both are looked at together; what comes out is a count of cycles, and
nothing about a person, a manager or a cycle by its name. Not here: the tables themselves.

If the order of people by what they do now is the order by their growth signals, nine times in ten,
one of the two is a copy of the other. Only people of the same manager are compared, each dimension
by itself, so that no total over dimensions is made on the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from expectations.people.calibration import DESCRIPTORS

COLLAPSED = 0.9
LEAST_PAIRS = 20


@dataclass(frozen=True)
class Assessed:
    """One person's word in one dimension, beside how many kinds of growth signals there were."""

    cycle_id: str
    manager_id: str
    dimension: str
    descriptor: str
    n_growth_kinds: int


@dataclass(frozen=True)
class Collapse:
    """In how many cycles the two orders are one.

    Attributes:
        n_cycles: All cycles.
        n_told: Those with enough pairs to compare.
        n_collapsed: Those of them with Kendall's tau-b of .9 or more.
    """

    n_cycles: int
    n_told: int
    n_collapsed: int

    def sentence(self) -> str:
        """The finding, about the system of reviews."""
        told = f"of {self.n_cycles} cycles {self.n_told} could be compared"
        if not self.n_collapsed:
            return f"Assessment and growth: {told}; in none are they one and the same order."
        return (
            f"Assessment and growth: {told}; in {self.n_collapsed} they are one and the same "
            "order. Are growth signals noted apart from assessments, and by whom?"
        )


def collapse(rows: Iterable[Assessed]) -> Collapse:
    """How many cycles can be compared, and in how many of them the concepts have collapsed."""
    cycles: dict[str, list[Assessed]] = defaultdict(list)
    for row in rows:
        cycles[row.cycle_id].append(row)
    values = [tau_b(each) for each in cycles.values()]
    told = [value for value in values if value is not None]
    return Collapse(len(values), len(told), sum(value >= COLLAPSED for value in told))


def tau_b(rows: Iterable[Assessed]) -> float | None:
    """Kendall's tau-b pooled over managers and dimensions; None where too few pairs differ."""
    groups: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        pair = DESCRIPTORS.index(row.descriptor), row.n_growth_kinds
        groups[row.manager_id, row.dimension].append(pair)
    agreement = untied_now = untied_growth = 0
    for people in groups.values():
        for one, other in combinations(people, 2):
            now = (one[0] > other[0]) - (one[0] < other[0])
            growth = (one[1] > other[1]) - (one[1] < other[1])
            agreement += now * growth
            untied_now += now != 0
            untied_growth += growth != 0
    if min(untied_now, untied_growth) < LEAST_PAIRS:
        return None
    return float(agreement / (untied_now * untied_growth) ** 0.5)
