"""What an attack moved: attacked less honest, in standard deviations of the team's own noise.

Belongs here: reading paired cells, scaling, and the limits over replicates. Does not belong here:
what follows from a shift (`verdicts.py`).

A replicate is one team and one attacked week (`week`), or one team and the quarter of one attacked
week (`quarter`); the thirteen weeks of the sustained arm are replicates of a week too.
"""

from __future__ import annotations

import itertools
import math
import random
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from expectations.detectors.statistics import OF_RANGE

TINY = 1e-9
LARGEST = 999.0
RESAMPLES = 400
FEWEST_MOVES = 4
PAIRS = """
    select
        honest.metric_id, honest.team_id, honest.grain, honest.period_start,
        honest.value, attacked.value
    from {honest} as honest
    inner join {attacked} as attacked using (metric_id, team_id, grain, period_start)
    where honest.grain in ('week', 'quarter')
    order by all
"""
HONEST = "honest.intermediate.int_metrics__cells"
ATTACKED = "warehouse.intermediate.int_metrics__cells"


@dataclass(frozen=True)
class Pair:
    """A cell before and after the attack."""

    metric_id: str
    team_id: str
    grain: str
    period_start: date
    honest: float | None
    attacked: float | None

    @property
    def delta(self) -> float:
        """Attacked less honest; zero where either is not shown."""
        if self.honest is None or self.attacked is None:
            return 0.0
        return self.attacked - self.honest

    @property
    def is_changed(self) -> bool:
        """The cell says something else than it did."""
        if (self.honest is None) != (self.attacked is None):
            return True
        return abs(self.delta) > TINY * max(1.0, abs(self.honest or 0.0))


@dataclass(frozen=True)
class Noise:
    """The honest scatter of a metric: of weeks by team, of quarters by size band."""

    week: Mapping[tuple[str, str], float]
    quarter: Mapping[tuple[str, int], float]


@dataclass(frozen=True)
class Shift:
    """What an attack moved of a metric at a grain, in teams of a size.

    Attributes:
        sigma: Mean shift in standard deviations of weeks or quarters; None: none could be told.
        percent: Mean shift in percent of the value; None where values are zero.
        low: Lower limit (2.5 %) of `sigma` over replicates.
        high: Upper limit (97.5 %) of it.
        sustained_sigma: The same for thirteen weeks in one quarter; None for weeks.
        hidden: Share of replicates in which a value appeared or vanished.
        n: Replicates.
        seen: Share of the teams attacked for thirteen weeks of which a detector asks.
    """

    metric_id: str
    band: int
    grain: str
    sigma: float | None
    percent: float | None
    low: float | None
    high: float | None
    sustained_sigma: float | None
    hidden: float
    n: int
    seen: float = 0.0


def scaled(value: float, scale: str) -> float:
    """A value on the scale its limits are drawn on."""
    if scale == "log":
        return math.log(max(value, 1e-6))
    return math.sqrt(max(value, 0.0) + 0.375) if scale == "sqrt" else value


def pairs(
    connection: duckdb.DuckDBPyConnection, honest: str = HONEST, attacked: str = ATTACKED
) -> list[Pair]:
    """Every cell of weeks and quarters before and after."""
    text = PAIRS.format(honest=honest, attacked=attacked)
    return [Pair(*row) for row in connection.sql(text).fetchall()]


def noise(
    cells: Iterable[Pair], scales: Mapping[str, str], sizes: Mapping[str, int], last: date
) -> Noise:
    """How far honest weeks and quarters of one team scatter.

    Args:
        cells: Honest cells.
        scales: The scale of each metric.
        sizes: People by team.
        last: Cells from this day on are not of whole periods, and left out.
    """
    weeks: dict[tuple[str, str], list[float]] = defaultdict(list)
    quarters: dict[tuple[str, str], list[float]] = defaultdict(list)
    for cell in sorted(cells, key=lambda cell: cell.period_start):
        if cell.honest is None or cell.period_start >= last or cell.team_id not in sizes:
            continue
        if cell.grain == "week":
            value = scaled(cell.honest, scales[cell.metric_id])
            weeks[cell.metric_id, cell.team_id].append(value)
        else:
            quarters[cell.metric_id, cell.team_id].append(cell.honest)
    spread: dict[tuple[str, int], list[float]] = defaultdict(list)
    freedom: dict[tuple[str, int], int] = defaultdict(int)
    for (metric_id, team_id), values in quarters.items():
        if len(values) > 1:
            spread[metric_id, sizes[team_id]].append(
                statistics.variance(values) * (len(values) - 1)
            )
            freedom[metric_id, sizes[team_id]] += len(values) - 1
    return Noise(
        week={key: _xmr(values) for key, values in weeks.items() if len(values) > FEWEST_MOVES},
        quarter={key: math.sqrt(sum(sums) / freedom[key]) for key, sums in spread.items()},
    )


def _xmr(values: Sequence[float]) -> float:
    """Sigma of an XmR chart: the mean moving range over 1.128."""
    return (
        statistics.fmean(abs(after - before) for before, after in itertools.pairwise(values))
        / OF_RANGE
    )


def in_sigmas(delta: float, sigma: float | None) -> float | None:
    """A difference in standard deviations; where nothing ever scatters any difference is large."""
    if abs(delta) <= TINY:
        return 0.0
    if sigma is None:
        return None
    if sigma <= TINY:
        return math.copysign(LARGEST, delta)
    return max(-LARGEST, min(LARGEST, delta / sigma))


def limits(values: Sequence[float], seed: int) -> tuple[float, float]:
    """The 95 % percentile limits of the mean over replicates, by bootstrap."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    means = sorted(statistics.fmean(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]
