"""Whether people answer higher than before: paired answers on a short scale.

Belongs here: the Hodges-Lehmann shift with its exact interval, Wilcoxon's test, and what so few
people could show at all. Does not belong here: who answered; pairs come under codes that
respondents made themselves and that stay in the survey.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Numbers = NDArray[np.float64]

# Fewer answers are neither shown nor significant: five pairs cannot reach p < .05 two-sided.
LEAST_PAIRS = 6
CONFIDENCE = 0.95
POWER = 0.8
# How many answers a rank test needs for what 100 answers say to a t-test, where noise is normal.
EFFICIENCY = 3 / np.pi


@dataclass(frozen=True)
class Shift:
    """How far paired answers moved.

    Attributes:
        n: Pairs.
        shift: Hodges-Lehmann: the median of the means of any two differences; None for too few.
        low: Lower limit of the exact interval of at least 95 %.
        high: Upper limit.
        p: Wilcoxon's signed ranks, two-sided.
        detectable: The smallest shift that so many pairs would show in 80 of 100 cases.
    """

    n: int
    shift: float | None
    low: float | None
    high: float | None
    p: float | None
    detectable: float | None


def clarity_shift(before: Sequence[float | None], after: Sequence[float | None]) -> Shift:
    """Compare answers of the same respondents; who answered once takes no part.

    Args:
        before: One mean a respondent.
        after: The same respondents in the same order.

    Raises:
        ValueError: The two have different lengths.
    """
    pairs = zip(before, after, strict=True)
    moved = np.array([b - a for a, b in pairs if a is not None and b is not None], dtype=float)
    count = len(moved)
    if count < LEAST_PAIRS:
        return Shift(count, None, None, None, None, None)
    walsh = walsh_averages(moved)
    drop = least_rank(count)
    return Shift(
        n=count,
        shift=float(np.median(walsh)),
        low=float(walsh[drop]),
        high=float(walsh[-1 - drop]),
        p=_wilcoxon(moved),
        detectable=_detectable(moved),
    )


def walsh_averages(numbers: Numbers) -> Numbers:
    """The means of any two numbers, each with itself too, in order."""
    first, second = np.triu_indices(len(numbers))
    return np.sort((numbers[first] + numbers[second]) / 2)


def least_rank(count: int) -> int:
    """How many averages are cut off at each end for an interval of at least 95 %.

    From the exact distribution of signed ranks: in how many of all sets of signs the ranks of the
    positive ones sum up to so little.
    """
    ways = np.zeros(count * (count + 1) // 2 + 1)
    ways[0] = 1
    for rank in range(1, count + 1):
        ways[rank:] = ways[rank:] + ways[:-rank]
    chances = np.cumsum(ways) / 2.0**count
    return int(np.searchsorted(chances, (1 - CONFIDENCE) / 2, side="right"))


def _wilcoxon(moved: Numbers) -> float:
    if not moved.any():
        return 1.0
    return float(stats.wilcoxon(moved, zero_method="pratt", method="auto").pvalue)


def _detectable(moved: Numbers) -> float:
    count = len(moved)
    reach = stats.t.isf((1 - CONFIDENCE) / 2, count - 1) + stats.t.isf(1 - POWER, count - 1)
    return float(reach * moved.std(ddof=1) / np.sqrt(count * EFFICIENCY))
