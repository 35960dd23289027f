"""How far each team's metrics moved in a quarter, beside their pairs and what they foretell.

Belongs here: from cells to moves and points. Does not belong here: what follows from them.

A move is measured against the 26 weeks (or 12 months, where there are no weeks) before the quarter,
in standard errors of the team's own noise; upwards is better.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from expectations.audit.answers import Metric
from expectations.audit.arithmetic import own_baseline_z
from expectations.audit.behaviour import PairMove
from expectations.audit.foretelling import Point
from expectations.audit.period import Quarter

GOOD = {"up": 1.0, "down": -1.0}
LOOKED_BACK = 8
"""Quarters in which a metric may foretell an outcome."""
Series = dict[date, float]


@dataclass(frozen=True)
class Span:
    """How a grain is compared: how far back, and how many values are needed."""

    grain: str
    back: timedelta
    least: tuple[int, int]


SPANS = (
    Span("week", timedelta(weeks=26), (9, 20)),
    Span("month", timedelta(days=366), (2, 8)),
)


@dataclass(frozen=True)
class Movements:
    """Cells by metric, team and grain, on the scale of each metric's noise.

    Attributes:
        metrics: By id.
        cells: Rows of `cells.sql`.
        quarter: The quarter.
    """

    metrics: Mapping[str, Metric]
    cells: Sequence[Mapping[str, Any]] = field(repr=False)
    quarter: Quarter

    @cached_property
    def _series(self) -> dict[tuple[str, str], dict[str, Series]]:
        """By metric and grain: each team's values."""
        found: dict[tuple[str, str], dict[str, Series]] = {}
        for cell in self.cells:
            metric = self.metrics.get(cell["metric_id"])
            if metric is None or cell["value"] is None:
                continue
            value = scaled(cell["value"], metric.chart_scale)
            if value is not None:
                teams = found.setdefault((cell["metric_id"], cell["grain"]), {})
                teams.setdefault(cell["team_id"], {})[cell["period_start"]] = value
        return found

    def z_by_team(self, metric_id: str) -> dict[str, float]:
        """How far each team's metric moved; upwards is better. Empty where neither way is."""
        metric = self.metrics.get(metric_id)
        sign = GOOD.get(metric.direction) if metric else None
        if sign is None:
            return {}
        for span in SPANS:
            teams = self._series.get((metric_id, span.grain))
            if teams:
                moved = {team: self._z(series, span) for team, series in teams.items()}
                return {team: sign * z for team, z in sorted(moved.items()) if z is not None}
        return {}

    def _z(self, series: Series, span: Span) -> float | None:
        first = self.quarter.start
        now = [series[day] for day in sorted(series) if first <= day < self.quarter.end]
        before = [series[day] for day in sorted(series) if first - span.back <= day < first]
        return own_baseline_z(now, before, span.least)

    def pair_moves(self, metric: Metric) -> list[PairMove]:
        """Teams whose metric and pair can both be compared with before."""
        if metric.pair_metric_id is None:
            return []
        pair = self.z_by_team(metric.pair_metric_id)
        return [
            PairMove(team, z, pair[team])
            for team, z in self.z_by_team(metric.metric_id).items()
            if team in pair
        ]

    def points(self, metric: Metric, outcome_id: str) -> list[Point]:
        """The metric in one quarter and its outcome in the next, over the last eight."""
        outcome = self.metrics.get(outcome_id)
        sign, better = GOOD.get(metric.direction), GOOD.get(outcome.direction) if outcome else None
        if sign is None or better is None:
            return []
        metrics = self._series.get((metric.metric_id, "quarter"), {})
        outcomes = self._series.get((outcome_id, "quarter"), {})
        last = self.quarter.number - 1
        quarters = [Quarter(number) for number in range(last - LOOKED_BACK + 1, last + 1)]
        return [
            Point(team, at.number, sign * series[at.start], better * after[at.next.start])
            for team, series in sorted(metrics.items())
            for after in [outcomes.get(team, {})]
            for at in quarters
            if at.start in series and at.next.start in after
        ]

    def weekly(self, metric_id: str) -> dict[str, dict[date, float | None]]:
        """Each team's weekly values as published, by Monday."""
        found: dict[str, dict[date, float | None]] = {}
        for cell in self.cells:
            if cell["metric_id"] == metric_id and cell["grain"] == "week":
                found.setdefault(cell["team_id"], {})[cell["period_start"]] = cell["value"]
        return found


def scaled(value: float, scale: str) -> float | None:
    """A value on the scale on which its noise is even; what has no logarithm is missing."""
    if scale == "log":
        return math.log(value) if value > 0 else None
    return math.sqrt(value + 0.375) if scale == "sqrt" else value
