"""The arithmetic of the audit: shares, signs, ranks, and what so few could show at all.

Belongs here: numbers in, numbers out. Does not belong here: what follows from them. A statistic
that too little is known for is None.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from statistics import NormalDist, median

import numpy as np
from scipy import stats

from expectations.detectors.questions import benjamini_hochberg
from expectations.detectors.statistics import OF_MEDIAN, sigma_xmr

CONFIDENCE = 0.95
POWER = 0.8
Z95 = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
Z80 = NormalDist().inv_cdf(POWER)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % limits of a share; 0 and 1 of nothing."""
    if trials == 0:
        return 0.0, 1.0
    share, square = successes / trials, Z95**2
    centre = share + square / (2 * trials)
    reach = Z95 * math.sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    scale = 1 + square / trials
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)


def more_than_half(successes: int, trials: int) -> float:
    """The sign test: p of so many successes or more, were they as likely as not."""
    return float(stats.binom.sf(successes - 1, trials, 0.5))


@cache
def detectable_share(trials: int) -> float | None:
    """The smallest true share whose lower limit lies above one half in 80 of 100 cases."""
    enough = [k for k in range(trials + 1) if wilson(k, trials)[0] > 1 / 2]
    if not enough:
        return None
    least = min(enough)
    shares = np.arange(0.5, 1.0001, 0.005)
    seen = stats.binom.sf(least - 1, trials, np.minimum(shares, 1.0)) >= POWER
    return float(shares[np.argmax(seen)]) if seen.any() else None


def false_discovery(chances: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg: the rate of false discoveries at which each would be one."""
    rates = benjamini_hochberg(dict(enumerate(chances)))
    return [rates[place] for place in range(len(chances))]


def kendall(first: Sequence[float], second: Sequence[float]) -> tuple[float | None, float | None]:
    """Kendall's tau b of two rankings, and its p; None where one of them has no order."""
    if len(first) < 2 or len(set(first)) < 2 or len(set(second)) < 2:  # noqa: PLR2004 - an order
        return None, None
    found = stats.kendalltau(first, second)
    return float(found.statistic), float(found.pvalue)


def detectable_correlation(count: int) -> float | None:
    """The smallest correlation that so many independent pairs show in 80 of 100 cases."""
    free = count - 3
    return math.tanh((Z95 + Z80) / math.sqrt(free)) if free > 0 else None


def own_baseline_z(
    current: Sequence[float], baseline: Sequence[float], least: tuple[int, int]
) -> float | None:
    """How far a series moved, in standard errors of its own noise.

    Args:
        current: Its values now, in order.
        baseline: Its values before, in order.
        least: How many of each are needed.
    """
    if len(current) < least[0] or len(baseline) < least[1]:
        return None
    sigma = float(sigma_xmr(np.array([baseline]))[0])
    if math.isnan(sigma):
        return None
    error = sigma * math.sqrt(OF_MEDIAN * (1 / len(current) + 1 / len(baseline)))
    return (median(current) - median(baseline)) / error
