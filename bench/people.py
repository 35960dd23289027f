"""What the people layer can tell, and how often it would ask by chance, in worlds made up here.

Here: three simulations with known truth. Not here: anybody's data.

    python -m bench.people --seed 1
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import numpy as np
from scipy import stats

from expectations.people.power import power

SIZES = ((6, 6), (8, 6), (4, 4))
DUE = 90 / 365
RATIO = 1.8


def main() -> None:
    """Print every figure with the world it holds for."""
    parser = argparse.ArgumentParser(prog="python -m bench.people")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=20_000)
    options = parser.parse_args()
    for line in (
        *calibrations(options.rounds, options.seed),
        *own_ranges(options.rounds, options.seed),
        *recencies(),
    ):
        sys.stdout.write(f"{line}\n")


def calibrations(rounds: int, seed: int) -> Iterator[str]:
    """Friedman's test on shared vignettes: half a level of leniency, and none."""
    for managers, vignettes in SIZES:
        found = power(managers, vignettes, rounds=rounds, seed=seed)
        yield (
            f"calibration, {managers} managers and {vignettes} vignettes: leniency of half a level "
            f"found in {found.power:.1%}, false alarms {found.false_alarms:.1%}"
        )


def own_ranges(rounds: int, seed: int) -> Iterator[str]:
    """How often a half-year lies outside P20 to P80 of the four before although nothing changed."""
    draw = np.random.default_rng(seed)
    for kinds in (2, 4, 8):
        halves = draw.poisson(kinds, (rounds, 5)).astype(float)
        low, high = np.quantile(halves[:, :4], [0.2, 0.8], axis=1)
        yield (
            f"own range, {kinds} kinds a half-year and no change: below in "
            f"{(halves[:, 4] < low).mean():.1%}, above in {(halves[:, 4] > high).mean():.1%}"
        )


def recencies() -> Iterator[str]:
    """The ratio of 1.8 where evidence comes evenly, and where twice as much comes at the end."""
    for pieces in (8, 20, 60):
        needed = np.ceil(RATIO * DUE * pieces - 1e-9)
        even, late = (stats.binom.sf(needed - 1, pieces, share) for share in (DUE, 2 * DUE))
        yield (
            f"recency, {pieces} pieces: asked in {even:.1%} where they come evenly, in {late:.1%} "
            f"where half of them are of the last 90 days"
        )


if __name__ == "__main__":
    main()
