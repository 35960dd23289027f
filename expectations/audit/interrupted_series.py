"""Whether a weekly series moved when something began: interrupted time series on arrays.

Belongs here: the scale of a series, its difference from comparison teams, level and slope at
go-live with standard errors that allow for weeks that resemble their neighbours, and what could
have been seen at all. Does not belong here: what a pilot registered and what follows from it
(`pilot_statistics.py`), reading or writing tables.

A missing or masked week is nan and takes no part; it is never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from expectations.audit.block_shuffling import lags_of, shuffled

Numbers = NDArray[np.float64]
Scale = Literal["log", "sqrt", "none"]
Model = Literal["level", "level_and_slope"]

LEAST_BEFORE = 12
LEAST_AFTER = 6
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """One coefficient.

    Attributes:
        value: On the scale of the series.
        low: Lower 95 % limit; of the step by shuffling, because errors after Newey and West are too
            small in so few weeks.
        high: Upper 95 % limit.
        standard_error: After Newey and West.
        p: Two-sided from that error, after Student with the degrees of freedom left.
    """

    value: float
    low: float
    high: float
    standard_error: float
    p: float


@dataclass(frozen=True)
class Interruption:
    """What changed at go-live.

    Attributes:
        level: The step at go-live.
        slope: The change of the weekly slope; None where the model has none.
        permutation_p: Two-sided p of the step, by shuffling blocks of weeks.
        sigma: The weekly noise around the fitted line.
        detectable: The step that would be seen in about 70 of 100 pilots like this one (measured by
            `python -m bench.pilots`).
        n_before: Known weeks before go-live.
        n_after: Known weeks from go-live on.
    """

    level: Estimate
    slope: Estimate | None
    permutation_p: float
    sigma: float
    detectable: float
    n_before: int
    n_after: int


class TooFewWeeksError(Exception):
    """A series with too few known weeks to say anything; says how many there are."""


def scaled(values: Sequence[float | None] | Numbers, scale: Scale) -> Numbers:
    """Values on the scale on which their noise is even; what has no logarithm is missing."""
    numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "log":
            return np.where(numbers > 0, np.log(numbers), np.nan)
        if scale == "sqrt":
            return np.sqrt(numbers + 0.375)
    return numbers


def difference(pilots: Sequence[Numbers], comparisons: Sequence[Numbers], go_live: int) -> Numbers:
    """The pilot teams' mean week by week, less the comparison teams'.

    Each series is taken around its own mean before go-live, so that a team with a missing week
    does not move the mean of the others; one without such a week takes no part. A week in which a
    side has nobody is missing.
    """
    return _mean_of(pilots, go_live) - _mean_of(comparisons, go_live)


def interrupted(
    values: Numbers,
    go_live: int,
    masked: Sequence[int] = (),
    model: Model = "level_and_slope",
    seed: int = 0,
    rounds: int = 999,
) -> Interruption:
    """Fit a line with a step at go-live, and with another slope after it if the model says so.

    Args:
        values: One number a week on an even scale; nan where it is missing.
        go_live: Index of the first week of the pilot.
        masked: Indexes of weeks that say nothing, such as holidays.
        model: Whether the slope may change, too.
        seed: Of the shuffling.
        rounds: How often blocks are shuffled.

    Raises:
        TooFewWeeksError: Fewer than 12 known weeks before go-live or 6 after it.
    """
    known = ~np.isnan(values)
    known[list(masked)] = False
    n_before, n_after = int(known[:go_live].sum()), int(known[go_live:].sum())
    if n_before < LEAST_BEFORE or n_after < LEAST_AFTER:
        raise TooFewWeeksError(
            f"{n_before} known weeks before and {n_after} after go-live; "
            f"at least {LEAST_BEFORE} and {LEAST_AFTER} are needed."
        )
    design = _design(len(values), go_live, model)
    coefficients, covariance, residuals = newey_west(values, design, known)
    free = int(known.sum()) - design.shape[1]
    step = 1 if model == "level" else 2
    error, slope_error = (float(np.sqrt(covariance[place, place])) for place in (step, -1))
    usual = float(stats.t.isf((1 - CONFIDENCE) / 2, free))
    chance = shuffled(values[known], design[known], step, seed, rounds)
    return Interruption(
        level=_estimate(coefficients[step], error, free, chance.critical),
        slope=None if model == "level" else _estimate(coefficients[3], slope_error, free, usual),
        permutation_p=chance.p,
        sigma=float(np.sqrt(np.sum(residuals[known] ** 2) / free)),
        detectable=error * (chance.critical + chance.usual),
        n_before=n_before,
        n_after=n_after,
    )


def newey_west(
    values: Numbers, design: Numbers, known: NDArray[np.bool_]
) -> tuple[Numbers, Numbers, Numbers]:
    """Least squares with a covariance that holds where neighbouring weeks resemble each other.

    Bartlett weights over 4 (n / 100) ^ (2 / 9) weeks and the small-sample factor n / (n - k).
    A week that is not known keeps its place in time and adds nothing.

    Returns:
        Coefficients, their covariance, and residuals (0 where a week is not known).
    """
    rows = np.where(known[:, None], design, 0.0)
    target = np.where(known, values, 0.0)
    bread = np.linalg.inv(rows.T @ rows)
    coefficients = bread @ rows.T @ target
    residuals = target - rows @ coefficients
    count = int(known.sum())
    scores = rows * residuals[:, None]
    meat = scores.T @ scores
    lags = lags_of(count)
    for lag in range(1, lags + 1):
        across = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (across + across.T)
    covariance = bread @ meat @ bread * count / (count - design.shape[1])
    return coefficients, covariance, residuals


def _design(weeks: int, go_live: int, model: Model) -> Numbers:
    time = np.arange(weeks, dtype=float)
    after = (time >= go_live).astype(float)
    if model == "level":
        return np.column_stack([np.ones(weeks), after])
    return np.column_stack([np.ones(weeks), time - go_live, after, after * (time - go_live)])


def _estimate(value: float, error: float, free: int, critical: float) -> Estimate:
    reach = critical * error
    p = float(2 * stats.t.sf(abs(value) / error, free)) if error > 0 else float(value == 0)
    return Estimate(float(value), float(value - reach), float(value + reach), error, p)


def _mean_of(series: Sequence[Numbers], go_live: int) -> Numbers:
    centred = [
        values - np.nanmean(values[:go_live])
        for values in series
        if not np.isnan(values[:go_live]).all()
    ]
    if not centred:
        return np.full(len(series[0]), np.nan)
    stacked = np.vstack(centred)
    counts = (~np.isnan(stacked)).sum(axis=0)
    return np.where(counts > 0, np.nansum(stacked, axis=0) / np.maximum(counts, 1), np.nan)
