"""How alike several raters rate the same things: Krippendorff's alpha for words in an order.

Here: the coefficient and its uncertainty. Not here: where ratings come from (calibration.py).

A table has a row for each thing that is rated and a column for each rater; what is not rated is
nan.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
PAIR = 2


def ordinal_alpha(table: Table) -> float | None:
    """Krippendorff's alpha with the ordinal difference; None where no two values differ.

    Args:
        table: Ratings, things by raters; higher is more, the distances do not matter.
    """
    values = np.unique(table[~np.isnan(table)])
    return _alpha(_coincidences(table, values).sum(axis=0))


def bootstrap_limits(table: Table, rounds: int = 2000, seed: int = 1) -> tuple[float, float] | None:
    """95 % limits of alpha over things drawn anew; None where hardly any draw has an alpha."""
    values = np.unique(table[~np.isnan(table)])
    each = _coincidences(table, values)
    drawn = np.random.default_rng(seed).integers(len(table), size=(rounds, len(table)))
    found = [_alpha(each[things].sum(axis=0)) for things in drawn]
    known = np.array([alpha for alpha in found if alpha is not None])
    if len(known) < rounds / 2:
        return None
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


def _coincidences(table: Table, values: npt.NDArray[np.float64]) -> Table:
    """For each thing, how often each pair of values meets in it; every rating weighs once."""
    counts = (table[:, :, None] == values).sum(axis=1).astype(float)
    raters = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    index = np.arange(len(values))
    pairs[:, index, index] -= counts
    weight = np.where(raters >= PAIR, 1 / np.maximum(raters - 1, 1), 0.0)
    return np.asarray(pairs * weight[:, None, None], dtype=np.float64)


def _alpha(coincidences: Table) -> float | None:
    """One less observed over expected difference."""
    totals = coincidences.sum(axis=1)
    difference = _ordinal_difference(totals)
    expected = (np.outer(totals, totals) * difference).sum()
    if expected <= 0:
        return None
    observed = (coincidences * difference).sum()
    return float(1 - (totals.sum() - 1) * observed / expected)


def _ordinal_difference(totals: npt.NDArray[np.float64]) -> Table:
    """Squared: how many ratings lie between two values, both ends counted half."""
    below = np.cumsum(totals) - totals / 2
    return np.asarray((below[:, None] - below[None, :]) ** 2, dtype=np.float64)
