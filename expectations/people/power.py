"""Whether so many managers and vignettes can show that managers differ in leniency at all.

Here: the test, and how often it finds a leniency that is there, by simulation. Not here: the
ratings of anybody (calibration.py).

The world that is simulated: the worth of a vignette is normal around 1.4 of the places 0 to 3 with
a standard deviation of .9; a manager adds a leniency, the same for every vignette, and a noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

LEVEL = 0.05
ENOUGH = 0.8
LENIENCY = 0.5
NOISE = 0.35
PLACES = 4
FEWEST_RATERS = 3

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Power:
    """How often the test speaks.

    Attributes:
        managers: Raters.
        vignettes: Things that all of them rated.
        power: The share of simulated cycles with leniencies in which p < .05.
        false_alarms: The share of those without any.
    """

    managers: int
    vignettes: int
    power: float
    false_alarms: float

    @property
    def is_enough(self) -> bool:
        """Whether silence of the test says something."""
        return self.power >= ENOUGH


def friedman(tables: Array) -> Array:
    """The p of Friedman's test that no rater rates higher than the others, of each table.

    Args:
        tables: Tables by things by raters, complete.
    """
    things, raters = tables.shape[1:]
    places = stats.rankdata(tables, axis=2)
    values = np.unique(tables)
    alike = (tables[..., None] == values).sum(axis=2).astype(float)
    correction = 1 - (alike**3 - alike).sum(axis=(1, 2)) / (things * raters * (raters**2 - 1))
    squares = (places.sum(axis=1) ** 2).sum(axis=1)
    statistic = 12 / (raters * things * (raters + 1)) * squares - 3 * things * (raters + 1)
    differs = correction > 1e-12  # noqa: PLR2004 where all is tied nothing differs
    return np.where(
        differs, stats.chi2.sf(statistic / np.where(differs, correction, 1), raters - 1), 1.0
    )


def power(
    managers: int,
    vignettes: int,
    *,
    leniency: float = LENIENCY,
    noise: float = NOISE,
    rounds: int = 2000,
    seed: int = 1,
) -> Power:
    """What the test could have seen with so many managers and vignettes."""
    if managers < FEWEST_RATERS or vignettes < 1:
        return Power(managers, vignettes, 0.0, 0.0)
    draw = np.random.default_rng(seed)
    shape = (rounds, vignettes, managers)
    worth = draw.normal(1.4, 0.9, (rounds, vignettes, 1)) + draw.normal(0, noise, shape)
    lenient = worth + draw.normal(0, leniency, (rounds, 1, managers))
    shares = [
        float((friedman(np.clip(np.round(ratings), 0, PLACES - 1)) < LEVEL).mean())
        for ratings in (lenient, worth)
    ]
    return Power(managers, vignettes, *shares)
