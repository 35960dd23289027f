"""The fault laboratory of files: `python -m bench.fault_files --rounds 30 --seed 1`.

Here: rounds over all sources that read folders, and the report. Not here: a round
(`file_round.py`), tools that are asked over HTTP (`faults.py`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.file_round import TOOLS, FileOutcome, FileRound
from bench.runs import ROOT
from sandbox.scenario import load
from sandbox.simulation import build_world


def outcomes(scenario: Path, tools: Sequence[str], rounds: int, seed: int) -> Iterator[FileOutcome]:
    """Play rounds, tool after tool, with consecutive seeds.

    Args:
        scenario: The world whose files they are.
        tools: Names of sources.
        rounds: How many in all.
        seed: Of the first round.
    """
    world = build_world(load(scenario))
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as place:
            yield FileRound(tools[number % len(tools)], world, seed + number, Path(place)).play()


def main(arguments: Sequence[str] | None = None) -> int:
    """Play and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.fault_files", description=__doc__)
    parser.add_argument("--scenario", type=Path, default=ROOT / "sandbox/scenarios/small.yml")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    found = list(outcomes(options.scenario, sorted(TOOLS), options.rounds, options.seed))
    for one in found:
        wrong = "; ".join(one.wrong[:5]) or "as undisturbed"
        sys.stdout.write(
            f"{one.tool} seed {one.seed}: {one.records} records, {one.failed_runs} failed runs, "
            f"{len(one.wrong)} wrong: {wrong}\n"
        )
    return 1 if any(one.wrong for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
