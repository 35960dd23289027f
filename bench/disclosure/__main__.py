"""Prints what can be told of single people: `python -m bench.disclosure`.

Belongs here: the command and its tables. Does not belong here: any rule.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tqdm import tqdm

from bench.disclosure.arms import ARMS, Outcome, outcome
from bench.disclosure.organisations import organisation
from bench.evaluation.rates import clopper_pearson
from orchestration.words import table

GRAINS = ("week", "month", "quarter")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code is 1 if the shipped way lets anybody be singled out."""
    parser = argparse.ArgumentParser(prog="python -m bench.disclosure", description=__doc__)
    parser.add_argument("--organisations", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261130)
    parser.add_argument("--compared", type=int, default=10, help="published in the other ways too")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.organisations)
    arms = [ARMS if n < options.compared else ARMS[-1:] for n in range(len(seeds))]
    with ProcessPoolExecutor(options.workers) as workers:
        done = workers.map(of_seed, seeds, arms)
        found = list(tqdm(done, total=len(seeds), unit="organisation"))
    by_arm = {
        f"{arm} ({len(outcomes)})": outcomes
        for arm in ARMS
        if (outcomes := [each[arm] for each in found if arm in each])
    }
    sys.stdout.write(
        f"{options.organisations} random organisations of four quarters, seed {options.seed}\n"
    )
    rows = [_row(arm, outcomes) for arm, outcomes in by_arm.items()]
    for line in table(list(rows[0]), [list(row.values()) for row in rows]):
        sys.stdout.write(f"{line}\n")
    shipped = [each[ARMS[-1]] for each in found]
    return int(any(each.n_isolated or each.n_computed for each in shipped))


def of_seed(seed: int, arms: Sequence[str]) -> dict[str, Outcome]:
    """One organisation, published in several ways."""
    drawn = organisation(seed)
    return {arm: outcome(arm, drawn) for arm in arms}


def _row(arm: str, outcomes: Sequence[Outcome]) -> dict[str, str]:
    people = sum(each.n_people for each in outcomes)
    isolated = sum(each.n_isolated for each in outcomes)
    _, high = clopper_pearson(isolated, people)
    shares = {grain: _share(outcomes, grain) for grain in GRAINS}
    return {
        "way (organisations)": arm,
        "people": str(people),
        "singled out": f"{isolated} ({isolated / people:.1%}, below {high:.2%})",
        "withheld cells computed again": str(sum(each.n_computed for each in outcomes)),
        **{f"{grain}s shown": f"{share:.0%}" for grain, share in shares.items()},
        "cells shown": f"{_share(outcomes):.1%}",
    }


def _share(outcomes: Sequence[Outcome], grain: str | None = None) -> float:
    grains = GRAINS if grain is None else (grain,)
    shown = sum(each.n_shown.get(one, 0) for each in outcomes for one in grains)
    return shown / sum(each.n_cells.get(one, 0) for each in outcomes for one in grains)


if __name__ == "__main__":
    sys.exit(main())
