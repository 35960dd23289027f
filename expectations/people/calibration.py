"""How consistently managers read the same vignettes, which describe nobody real.

Here: one result for each cycle, dimension and round, and each manager's own difference from the
others. Not here: the coefficient (agreement.py), the power (power.py), files and words
(calibration_report.py).

No distribution of ratings is asked for, and no manager is shown to anybody but that manager.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np

from expectations.people.agreement import Table, bootstrap_limits, ordinal_alpha
from expectations.people.power import FEWEST_RATERS, LEVEL, Power, friedman, power

ROUND_ORDER = ("before_discussion", "after_discussion")
DESCRIPTORS = ("not_yet", "meets", "exceeds", "strongly_exceeds")
GOOD = 0.8
TENTATIVE = 0.667
FEWEST_VIGNETTES = 2
ROUNDS = 2000

power_of = cache(power)


@dataclass(frozen=True, order=True)
class Rating:
    """One manager's word for one dimension of one vignette."""

    cycle_id: str
    dimension: str
    rating_round: str
    vignette_id: str
    rater_id: str
    descriptor: str


@dataclass(frozen=True)
class Consistency:
    """How alike the managers rate in one dimension and round of a cycle.

    Attributes:
        cycle_id: The calibration.
        dimension: The dimension.
        rating_round: before_discussion or after_discussion.
        n_managers: Those who rated at least half of the vignettes.
        n_vignettes: Vignettes that all of them rated.
        alpha: Krippendorff's alpha, ordinal; None where no two words differ, or of few managers.
        limits: 95 % limits of it over vignettes drawn anew.
        spread: Places between the highest and the lowest word for a vignette, the median of them.
        friedman_p: p of no difference in leniency; None where it cannot be asked.
        power: What the test could have seen.
    """

    cycle_id: str
    dimension: str
    rating_round: str
    n_managers: int
    n_vignettes: int
    alpha: float | None
    limits: tuple[float, float] | None
    spread: float | None
    friedman_p: float | None
    power: Power

    @property
    def agreement(self) -> str:
        """good, tentative, low or cannot_tell."""
        if self.alpha is None or self.limits is None:
            return "cannot_tell"
        if self.limits[0] < TENTATIVE and self.limits[1] >= GOOD:
            return "cannot_tell"
        return "good" if self.alpha >= GOOD else "tentative" if self.alpha >= TENTATIVE else "low"

    @property
    def leniency(self) -> str:
        """differs, no_sign or cannot_tell: silence of a weak test says nothing."""
        if self.friedman_p is not None and self.friedman_p < LEVEL:
            return "differs"
        return "no_sign" if self.friedman_p is not None and self.power.is_enough else "cannot_tell"


@dataclass(frozen=True)
class OwnDifference:
    """How one manager's words differ from the middle of the others', in places; for that manager.

    Attributes:
        manager_id: Whose, and who alone is shown it.
        cycle_id: The calibration.
        rating_round: before_discussion or after_discussion.
        n_vignettes: Vignettes that the manager and at least two others rated.
        median: The median difference over vignettes and dimensions; above 0 is more lenient.
        limits: 95 % limits of it over vignettes drawn anew; None with fewer than two of them.
    """

    manager_id: str
    cycle_id: str
    rating_round: str
    n_vignettes: int
    median: float
    limits: tuple[float, float] | None


def consistencies(ratings: Iterable[Rating]) -> list[Consistency]:
    """One result a cycle, dimension and round, the round before the discussion first."""
    groups = groupby(sorted(ratings), key=lambda r: (r.cycle_id, r.dimension, r.rating_round))
    found = [_consistency(key, list(group)) for key, group in groups]
    return sorted(found, key=lambda r: (r.cycle_id, r.dimension, ROUND_ORDER.index(r.rating_round)))


def own_differences(ratings: Iterable[Rating]) -> list[OwnDifference]:
    """One result a manager, cycle and round, for those who rated along with two others."""

    def by_round(rating: Rating) -> tuple[str, str]:
        return rating.cycle_id, rating.rating_round

    groups = groupby(sorted(ratings, key=by_round), key=by_round)
    return [own for key, group in groups for own in _own(key, list(group))]


def _consistency(key: tuple[str, str, str], ratings: Sequence[Rating]) -> Consistency:
    table, _ = _table(ratings)
    complete = _complete(table)
    vignettes, managers = complete.shape
    # Of two managers each could tell the other's words from a figure about both.
    can_ask = managers >= FEWEST_RATERS and vignettes >= FEWEST_VIGNETTES
    return Consistency(
        *key,
        n_managers=managers,
        n_vignettes=vignettes,
        alpha=ordinal_alpha(table) if can_ask else None,
        limits=bootstrap_limits(table, ROUNDS) if can_ask else None,
        spread=float(np.median(np.ptp(complete, axis=1))) if can_ask else None,
        friedman_p=float(friedman(complete[None])[0]) if can_ask else None,
        power=power_of(managers, vignettes),
    )


def _table(ratings: Sequence[Rating]) -> tuple[Table, list[str]]:
    """Places of the words, vignettes by raters, and who the raters are."""
    vignettes = sorted({rating.vignette_id for rating in ratings})
    raters = sorted({rating.rater_id for rating in ratings})
    table = np.full((len(vignettes), len(raters)), np.nan)
    for rating in ratings:
        place = vignettes.index(rating.vignette_id), raters.index(rating.rater_id)
        table[place] = DESCRIPTORS.index(rating.descriptor)
    return table, raters


def _complete(table: Table) -> Table:
    """The raters of at least half of the vignettes, and the vignettes that all of them rated."""
    known = ~np.isnan(table)
    kept = table[:, known.mean(axis=0) >= 1 / 2]
    return np.asarray(kept[~np.isnan(kept).any(axis=1)], dtype=np.float64)


def _own(key: tuple[str, str], ratings: Sequence[Rating]) -> Iterator[OwnDifference]:
    differences: dict[str, dict[str, list[float]]] = {}
    items = sorted(ratings, key=lambda r: (r.dimension, r.vignette_id))
    for (_, vignette), group in groupby(items, key=lambda r: (r.dimension, r.vignette_id)):
        places = {rating.rater_id: DESCRIPTORS.index(rating.descriptor) for rating in group}
        if len(places) < FEWEST_RATERS:
            continue
        for rater, place in places.items():
            others = float(np.median([p for other, p in places.items() if other != rater]))
            differences.setdefault(rater, {}).setdefault(vignette, []).append(place - others)
    for rater, by_vignette in sorted(differences.items()):
        each = list(by_vignette.values())
        median = float(np.median([d for ds in each for d in ds]))
        yield OwnDifference(rater, *key, len(each), median, _median_limits(each))


def _median_limits(each: Sequence[Sequence[float]]) -> tuple[float, float] | None:
    if len(each) < FEWEST_VIGNETTES:
        return None
    draw = np.random.default_rng(1)
    medians = [
        np.median(np.concatenate([each[i] for i in draw.integers(len(each), size=len(each))]))
        for _ in range(ROUNDS)
    ]
    low, high = np.quantile(medians, [0.025, 0.975])
    return float(low), float(high)
