"""Whether a metric foretells, within teams, the outcome it was registered to foretell.

Belongs here: the correlation and its limits. Does not belong here: which outcome a metric should
foretell (`outcomes.yml`), and what follows (`value.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Numbers = NDArray[np.float64]

LEAST_QUARTERS = 3
"""Of one team: two ranks correlate with anything."""
HELD_OUT = 4
ROUNDS = 2000
SEED = 20260805
TAILS = (2.5, 97.5)


@dataclass(frozen=True)
class Point:
    """A team's metric in one quarter and the outcome in the next, both with better upwards.

    Attributes:
        team_id: The team.
        quarter: Number of the earlier quarter, counted from anywhere.
        metric: The metric.
        outcome: What it should foretell.
    """

    team_id: str
    quarter: int
    metric: float
    outcome: float


@dataclass(frozen=True)
class Foretelling:
    """What was found.

    Attributes:
        n: Team-quarters of teams with at least three.
        n_quarters: Different quarters.
        correlation: Spearman's, of ranks within each team; None where nothing varies.
        low: Lower 95 % limit, drawing whole teams again.
        high: Upper limit.
        held: In how many of the last four quarters the sign was that of all the others.
        tried: How many of these could be looked at.
    """

    n: int
    n_quarters: int
    correlation: float | None = None
    low: float | None = None
    high: float | None = None
    held: int = 0
    tried: int = 0


def foretelling(points: Sequence[Point]) -> Foretelling:
    """Correlate within teams: what always differs between teams plays no part."""
    by_team: dict[str, list[Point]] = {}
    for point in sorted(points, key=lambda point: (point.team_id, point.quarter)):
        by_team.setdefault(point.team_id, []).append(point)
    teams = [found for found in by_team.values() if len(found) >= LEAST_QUARTERS]
    quarters = sorted({point.quarter for team in teams for point in team})
    count = sum(map(len, teams))
    if not teams:
        return Foretelling(count, len(quarters))
    ranks = [_ranks(team) for team in teams]
    sums = np.array([[(x * y).sum(), (x * x).sum(), (y * y).sum()] for x, y in ranks])
    correlation = _correlations(sums.sum(axis=0, keepdims=True))[0]
    if np.isnan(correlation):
        return Foretelling(count, len(quarters))
    low, high = _limits(sums)
    products = [
        (point.quarter, float(product))
        for team, (x, y) in zip(teams, ranks, strict=True)
        for point, product in zip(team, x * y, strict=True)
    ]
    held = [_holds(products, quarter) for quarter in quarters[-HELD_OUT:]]
    known = [sign for sign in held if sign is not None]
    return Foretelling(count, len(quarters), float(correlation), low, high, sum(known), len(known))


def _ranks(team: Sequence[Point]) -> tuple[Numbers, Numbers]:
    """Ranks of metric and outcome within the team, around 0 and on one scale for all teams."""
    metric = stats.rankdata([point.metric for point in team]) / (len(team) + 1) - 0.5
    outcome = stats.rankdata([point.outcome for point in team]) / (len(team) + 1) - 0.5
    return metric, outcome


def _correlations(sums: Numbers) -> Numbers:
    spread = np.sqrt(sums[:, 1] * sums[:, 2])
    return np.where(spread > 0, sums[:, 0] / np.where(spread > 0, spread, 1), np.nan)


def _limits(sums: Numbers) -> tuple[float, float]:
    """Percentiles over draws of as many teams, with replacement."""
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(len(sums), [1 / len(sums)] * len(sums), size=ROUNDS)
    low, high = np.nanpercentile(_correlations(drawn @ sums), TAILS)
    return float(low), float(high)


def _holds(products: Sequence[tuple[int, float]], quarter: int) -> bool | None:
    """Whether a quarter says what the others say; None where one side says nothing."""
    there = sum(product for at, product in products if at == quarter)
    elsewhere = sum(product for at, product in products if at != quarter)
    return None if there * elsewhere == 0 else there * elsewhere > 0
