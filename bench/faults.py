"""The fault laboratory: `python -m bench.faults --rounds 200 --seed 1`.

Here: rounds over all tools, and the report. Not here: what goes wrong (`fault_schedule.py`), or a
round (`fault_round.py`).

Every round draws its faults from a seed, and every tool meets every kind of round. Exit code 1 if
anything was lost, invented, different, or untold.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from bench.fault_outcome import Outcome
from bench.fault_round import Round
from bench.fault_schedule import ROUNDS, drawn
from bench.fault_tools import ALL_TOOLS
from bench.runs import ROOT
from sandbox.scenario import load
from sandbox.simulation import build_world

SHOWN = 5


def outcomes(
    scenario: Path, tools: Sequence[str], rounds: int, seed: int, kinds: Sequence[str] = ROUNDS
) -> Iterator[Outcome]:
    """Play rounds, tool after tool, with consecutive seeds.

    Args:
        scenario: The world that every tool serves.
        tools: Names of sources.
        rounds: How many in all.
        seed: Of the first round.
        kinds: What the rounds are about.
    """
    world = build_world(load(scenario))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for number in range(rounds):
            tool = tools[number % len(tools)]
            # Each tool goes through the kinds of rounds by itself.
            schedule = drawn(seed + number // len(tools) + len(kinds) * number, kinds)
            yield Round(tool, world, schedule, home).play()
            shutil.rmtree(home, ignore_errors=True)


def report(found: Sequence[Outcome]) -> str:
    """The figures as text: one line a tool, then what went wrong."""
    by_tool: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in found:
        by_tool[outcome.tool].append(outcome)
    head = ("tool", "rounds", "runs", "records", "lost", "invented", "different", "untold")
    lines = ["{:<12}{:>8}{:>8}{:>10}{:>7}{:>10}{:>11}{:>8}".format(*head)]
    for tool, rows in sorted(by_tool.items()):
        sums = (
            len(rows),
            sum(row.runs for row in rows),
            sum(row.records for row in rows),
            sum(len(row.lost) for row in rows),
            sum(len(row.invented) for row in rows),
            sum(len(row.differing) for row in rows),
            sum(len(row.unseen) for row in rows),
        )
        lines.append("{:<12}{:>8}{:>8}{:>10}{:>7}{:>10}{:>11}{:>8}".format(tool, *sums))
    for outcome in found:
        if not outcome.is_good:
            wrong = [*outcome.lost, *outcome.invented, *outcome.differing, *outcome.unseen]
            lines += ["", f"{outcome.tool}, {outcome.schedule}:"]
            lines += [f"    {text}" for text in wrong[:SHOWN]]
            lines += [f"    and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--scenario", type=Path, default=ROOT / "sandbox/scenarios/small.yml")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tools", nargs="+", choices=sorted(ALL_TOOLS), default=sorted(ALL_TOOLS))
    parser.add_argument("--kinds", nargs="+", choices=ROUNDS, default=ROUNDS)
    options = parser.parse_args(arguments)
    playing = outcomes(
        options.scenario, options.tools, options.rounds, options.seed, tuple(options.kinds)
    )
    found = list(tqdm(playing, total=options.rounds, unit=" rounds"))
    sys.stdout.write(f"seed {options.seed}\n{report(found)}\n")
    return 0 if all(outcome.is_good for outcome in found) else 1


if __name__ == "__main__":
    sys.exit(main())
