"""Draws of a load by chance, which are the same for everybody who draws them.

Belongs here: the fairness null and what it could detect. Does not belong here: what load there
was (`workload.py`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from tests.reference.statistics import percentile, weighted_gini

DRAWS, OVERLOAD_DRAWS = 2_000, 200
MULTIPLES = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
POWER, CONFIDENCE = 0.8, 0.95
TOLERANCE = 1e-9
"""Equal loads have equal coefficients, in whatever order their sums were taken."""
DIGITS, SCALE = 13, 16.0**13


def uniform(text: str) -> float:
    """A number from 0 to below 1 that only depends on the text: 52 bits of its MD5."""
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return int(digest[:DIGITS], 16) / SCALE


@dataclass(frozen=True)
class FairDraws:
    """Draws of `n_events` for people in order, each with a share of the capacity."""

    key: str
    n_events: int
    capacities: tuple[float, ...]

    @cached_property
    def _chances(self) -> npt.NDArray[np.float64]:
        return np.array(
            [
                [uniform(f"{self.key}:{draw}:{event}") for event in range(self.n_events)]
                for draw in range(DRAWS)
            ]
        )

    def _ginis(self, probabilities: Sequence[float], draws: int) -> list[float]:
        bounds = list(accumulate(probabilities))[:-1]
        people = np.searchsorted(bounds, self._chances[:draws], side="right")
        return [
            weighted_gini(
                np.bincount(drawn, minlength=len(probabilities)).tolist(), self.capacities
            )
            for drawn in people
        ]

    @cached_property
    def fair(self) -> list[float]:
        """The inequality of each fair draw."""
        return self._ginis(self.capacities, DRAWS)

    @property
    def expected(self) -> float:
        """The mean inequality of fair draws."""
        return sum(self.fair) / DRAWS

    def p_fair(self, gini: float) -> float:
        """The share of fair draws that are at least as unequal."""
        return sum(fair >= gini - TOLERANCE for fair in self.fair) / DRAWS

    def _overloaded(self, multiple: float) -> list[float] | None:
        """Chances if the person with the most usual capacity had a multiple of their share."""
        usual = 1 / len(self.capacities)
        distances = [abs(capacity - usual) for capacity in self.capacities]
        example = distances.index(min(distances))
        share = self.capacities[example]
        if multiple * share >= 1:
            return None
        scale = (1 - multiple * share) / (1 - share)
        chances = [capacity * scale for capacity in self.capacities]
        chances[example] = multiple * share
        return chances

    @property
    def detectable_multiple(self) -> float | None:
        """The least overload of one person that would be noticed four times out of five."""
        critical = percentile(self.fair, CONFIDENCE) + TOLERANCE
        for multiple in MULTIPLES:
            chances = self._overloaded(multiple)
            ginis = self._ginis(chances, OVERLOAD_DRAWS) if chances else []
            if sum(gini > critical for gini in ginis) >= POWER * OVERLOAD_DRAWS:
                return multiple
        return None
