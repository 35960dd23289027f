"""Draws of a load by chance, which are the same for everybody who draws them.

Belongs here: the fairness null and what it could detect. Does not belong here: what load there
was (`workload.py`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from tests.reference.statistics import percentile

DRAWS, OVERLOAD_DRAWS = 2_000, 200
LEVELS = (40, 60, 90, 135, 200, 300, 450, 675, 1000, 1500)
MOST_DRAWN = 300
MULTIPLES = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
POWER, CONFIDENCE = 0.8, 0.95
TOLERANCE = 1e-9
"""Equal loads have equal coefficients, in whatever order their sums were taken."""
DIGITS, SCALE = 13, 16.0**13

Numbers = npt.NDArray[np.float64]


def uniform(text: str) -> float:
    """A number from 0 to below 1 that only depends on the text: 52 bits of its MD5."""
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return int(digest[:DIGITS], 16) / SCALE


@cache
def chances() -> Numbers:
    """A chance for each event of each draw, which all teams share."""
    return np.array(
        [[uniform(f"fair:{draw}:{event}") for event in range(MOST_DRAWN)] for draw in range(DRAWS)]
    )


def level_of(n_events: int) -> int:
    """The highest number of events that draws are made for and that is reached."""
    return max(level for level in LEVELS if level <= n_events)


def ginis(loads: Numbers, capacities: Numbers) -> Numbers:
    """Of each row of loads: half the mean difference of any two people's load per capacity."""
    ratios = loads / capacities
    differences = np.abs(ratios[:, :, None] - ratios[:, None, :])
    found: Numbers = np.einsum("dij,i,j->d", differences, capacities, capacities) / 2
    return found


@dataclass(frozen=True)
class FairDraws:
    """Draws of a level for people of some shares of the capacity, ascending."""

    level: int
    capacities: tuple[float, ...]

    def _ginis(self, probabilities: Sequence[float], draws: int) -> Numbers:
        n_drawn = min(self.level, MOST_DRAWN)
        bounds = list(accumulate(probabilities))[:-1]
        people = np.searchsorted(bounds, chances()[:draws, :n_drawn], side="right")
        counts = np.stack(
            [(people == place).sum(axis=1) for place in range(len(probabilities))], axis=1
        )
        expected = np.array(probabilities)
        deviations = (counts / n_drawn - expected) * np.sqrt(n_drawn / self.level)
        return ginis(expected + deviations, np.array(self.capacities))

    @cached_property
    def fair(self) -> Numbers:
        """The inequality of each fair draw."""
        return self._ginis(self.capacities, DRAWS)

    def shrinkage(self, n_events: int) -> float:
        """What is left of the deviations of the draws where there are more events."""
        return float(np.sqrt(self.level / n_events))

    def expected(self, n_events: int) -> float:
        """The mean inequality of fair draws."""
        return float(self.fair.mean()) * self.shrinkage(n_events)

    def as_uneven(self, gini: float, n_events: int) -> int:
        """How many fair draws are at least as unequal."""
        return int((self.fair * self.shrinkage(n_events) >= gini - TOLERANCE).sum())

    def _overloaded(self, multiple: float) -> list[float] | None:
        """Chances if the person with the most usual capacity had a multiple of their share."""
        usual = 1 / len(self.capacities)
        distances = [round(abs(capacity - usual), 9) for capacity in self.capacities]
        example = distances.index(min(distances))
        share = self.capacities[example]
        if multiple * share >= 1:
            return None
        scale = (1 - multiple * share) / (1 - share)
        found = [capacity * scale for capacity in self.capacities]
        found[example] = multiple * share
        return found

    @cached_property
    def detectable_multiple(self) -> float | None:
        """The least overload of one person that would be noticed four times out of five."""
        critical = percentile(self.fair.tolist(), CONFIDENCE) + TOLERANCE
        for multiple in MULTIPLES:
            overloaded = self._overloaded(multiple)
            drawn = self._ginis(overloaded, OVERLOAD_DRAWS) if overloaded else np.array([])
            if (drawn > critical).sum() >= POWER * OVERLOAD_DRAWS:
                return multiple
        return None


@cache
def fair_draws(level: int, capacities: tuple[float, ...]) -> FairDraws:
    """The draws of people of these capacities, made once."""
    return FairDraws(level, capacities)
