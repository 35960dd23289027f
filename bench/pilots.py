"""`python -m bench.pilots`: how often the statistics of pilots are wrong, and what they see.

Here: simulated pilots with a known step, and shares over them. Not here: the statistics themselves
(`expectations/audit/`).

A world is a pilot team and three comparison teams that share a trend; weeks resemble their
neighbours (autoregressive). Steps are in standard deviations of one team's weekly noise.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from expectations.audit.clarity import clarity_shift
from expectations.audit.interrupted_series import (
    Interruption,
    Model,
    Numbers,
    difference,
    interrupted,
)

PERIODS = ((13, 13), (26, 13), (52, 26))
MEMORY = 0.3
STEPS = (1.0, 1.5, 2.0)
ROUNDS = 199
MODELS: tuple[Model, ...] = ("level", "level_and_slope")
COMPARISONS = 3
TREND = 1.0
ALPHA = 0.05
PAIRS = (6, 8, 12, 16, 24)
ANSWERS = 0.9


@dataclass(frozen=True)
class World:
    """How a simulated pilot looks.

    Attributes:
        before: Weeks before go-live.
        after: Weeks from go-live on.
        step: At go-live.
    """

    before: int
    after: int
    step: float = 0.0


def weeks(random: np.random.Generator, world: World) -> Numbers:
    """One team's noise, its standard deviation 1."""
    values = random.normal(size=world.before + world.after)
    for week in range(1, len(values)):
        fresh = np.sqrt(1 - MEMORY**2) * values[week]
        values[week] = MEMORY * values[week - 1] + fresh
    return values


def pilot(random: np.random.Generator, world: World, model: Model) -> Interruption:
    """One simulated pilot, evaluated."""
    trend = np.linspace(0, TREND, world.before + world.after)
    step = world.step * (np.arange(len(trend)) >= world.before)
    others = [trend + weeks(random, world) for _ in range(COMPARISONS)]
    values = difference([trend + weeks(random, world) + step], others, world.before)
    seed = int(random.integers(2**31))
    return interrupted(values, world.before, model=model, seed=seed, rounds=ROUNDS)


def shares(seed: int, world: World, model: Model, count: int) -> tuple[float, float, float, float]:
    """Significant by errors, by shuffling, by both; and the median detectable step."""
    random = np.random.default_rng(seed)
    found = [pilot(random, world, model) for _ in range(count)]
    errors = np.array([each.level.p < ALPHA for each in found])
    shuffled = np.array([each.permutation_p < ALPHA for each in found])
    reach = float(np.median([each.detectable for each in found]))
    return errors.mean(), shuffled.mean(), (errors & shuffled).mean(), reach


def clarity(seed: int, pairs: int, count: int) -> tuple[float, float, float]:
    """Of clarity: false alarms, how often the interval holds, and the median detectable shift."""
    random = np.random.default_rng(seed)
    found = [
        clarity_shift([0.0] * pairs, random.normal(0, ANSWERS, pairs).tolist())
        for _ in range(count)
    ]
    alarms = np.mean([each.p is not None and each.p < ALPHA for each in found])
    holds = np.mean([(each.low or 0.0) <= 0 <= (each.high or 0.0) for each in found])
    return float(alarms), float(holds), float(np.median([each.detectable or 0.0 for each in found]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=400, help="pilots a row")
    given = parser.parse_args(arguments)
    print("weeks  model            step  errors shuffled both  detectable")  # noqa: T201
    for before, after in PERIODS:
        for model in MODELS:
            steps = [0.0, *STEPS]
            for step in steps:
                found = shares(given.seed, World(before, after, step), model, given.count)
                if step == 0:
                    # What the pilot itself says it would see is put to the test.
                    steps.append(round(found[3], 2))
                print(  # noqa: T201
                    f"{before:>2}/{after:<3} {model:<16} {step:<5} "
                    f"{found[0]:.3f}  {found[1]:.3f}    {found[2]:.3f} {found[3]:.2f}"
                )
    print("pairs  false alarms  interval holds  detectable")  # noqa: T201
    for pairs in PAIRS:
        false, holds, reach = clarity(given.seed, pairs, given.count)
        print(f"{pairs:>5}  {false:.3f}         {holds:.3f}           {reach:.2f}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
