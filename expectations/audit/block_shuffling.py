"""What chance makes of a step where weeks resemble their neighbours: blocks of weeks, shuffled.

Belongs here: shuffling the noise around a line without a step, and what its steps look like in
units of their own standard error. Does not belong here: fitting the series
(`interrupted_series.py`).

Standard errors after Newey and West are too small in thirty or forty weeks. Steps of shuffled
weeks are too large by the same factor, so that comparing with them is fair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

BLOCK_WEEKS = 4
CONFIDENCE = 0.95
# Of steps without a sign, the share below what one in five reaches with its sign: power of 80 %.
POWER = 0.6


@dataclass(frozen=True)
class Chance:
    """What shuffled weeks show.

    Attributes:
        p: How often they show a step as clear as the real one.
        critical: Standard errors that 95 of 100 of their steps stay below.
        usual: Standard errors that a step falls short of itself by in 20 of 100 cases.
    """

    p: float
    critical: float
    usual: float


def shuffled(values: Numbers, design: Numbers, step: int, seed: int, rounds: int) -> Chance:
    """Compare the step of a series with those of its shuffled weeks.

    Args:
        values: Known weeks in order.
        design: Their columns; those before the step's are the line without it.
        step: The step's column.
        seed: Of the shuffling.
        rounds: How often.
    """
    plain = design[:, :step]
    line = plain @ np.linalg.lstsq(plain, values, rcond=None)[0]
    random = np.random.default_rng(seed)
    others = [line + _in_blocks(random, values - line) for _ in range(rounds)]
    seen, *chance = studentized(np.column_stack([values, *others]), design, step)
    # As many may be as clear as the real one while p stays below 5 %.
    most = max(int(np.ceil((1 - CONFIDENCE) * (1 + rounds) - 1e-9)) - 2, 0)
    return Chance(
        p=float((1 + np.sum(np.array(chance) >= seen)) / (1 + rounds)),
        critical=float(np.sort(chance)[-1 - most]),
        usual=float(np.quantile(chance, POWER)),
    )


def studentized(values: Numbers, design: Numbers, step: int) -> Numbers:
    """The step over its error after Newey and West, for many series side by side."""
    count, columns = design.shape
    weights = np.linalg.inv(design.T @ design) @ design.T
    scores = weights[step][:, None] * (values - design @ (weights @ values))
    variance = np.sum(scores**2, axis=0)
    lags = lags_of(count)
    for lag in range(1, lags + 1):
        variance += 2 * (1 - lag / (lags + 1)) * np.sum(scores[lag:] * scores[:-lag], axis=0)
    variance *= count / (count - columns)
    return np.asarray(np.abs(weights[step] @ values) / np.sqrt(np.maximum(variance, 1e-300)))


def lags_of(weeks: int) -> int:
    """Over how many weeks neighbours are taken to resemble each other."""
    return int(4 * (weeks / 100) ** (2 / 9))


def _in_blocks(random: np.random.Generator, noise: Numbers) -> Numbers:
    """The same noise with its blocks of weeks in another order."""
    turned = np.roll(noise, random.integers(len(noise)))
    blocks = [turned[at : at + BLOCK_WEEKS] for at in range(0, len(noise), BLOCK_WEEKS)]
    return np.concatenate([blocks[place] for place in random.permutation(len(blocks))])
