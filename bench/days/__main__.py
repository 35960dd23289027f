"""Ninety simulated days in one command: `python -m bench.days --days 90 --seed 1`.

Here: the command. With `--workspace` a series that was interrupted goes on where it stopped. Exit
codes: 0 every verdict holds; 1 one does not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

import yaml
from tqdm import tqdm

from bench.days import plan
from bench.days.measuring import Left
from bench.days.playing import USUAL_SECONDS, Workspace
from bench.days.verdicts import Played, Verdict, verdicts

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "sandbox" / "scenarios" / "small.yml"
RECORDED = "days.jsonl"
WORDS = {True: "holds", False: "DOES NOT HOLD", None: "not judged"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the days that are left, print each as a line of JSON, then the verdicts."""
    options = _parser().parse_args(arguments)
    folder = options.workspace or Path(tempfile.mkdtemp(prefix="days-"))
    folder.mkdir(parents=True, exist_ok=True)
    days = play(options.scenario, options.days, options.seed, folder.resolve(), options.stop_after)
    found = verdicts(days)
    for verdict in found:
        sys.stdout.write(f"{line(verdict)}\n")
    is_good = all(verdict.passed is not False for verdict in found)
    if is_good and not options.workspace:
        shutil.rmtree(folder)
    return 0 if is_good else 1


def play(
    scenario: Path, days: int, seed: int, folder: Path, stop_after: int | None = None
) -> list[Played]:
    """Play every day that was not played yet; all days that were.

    Args:
        scenario: The scenario's file.
        days: How many days the series has.
        seed: Decides on faults and kills.
        folder: The workspace.
        stop_after: Play only up to this day now.
    """
    document = yaml.safe_load(scenario.read_text(encoding="utf-8"))
    workspace = Workspace(folder, document, days)
    record = folder / RECORDED
    played = read(record)
    first = plan.first_day(document)
    for number in tqdm(range(len(played) + 1, min(days, stop_after or days) + 1), desc="days"):
        usual = median([day.seconds for day in played if day.number > 1] or [USUAL_SECONDS])
        played.append(workspace.play(plan.day(number, first, seed), usual))
        text = json.dumps(asdict(played[-1]))
        with record.open("a", encoding="utf-8") as lines:
            lines.write(f"{text}\n")
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    return played


def read(record: Path) -> list[Played]:
    """The days that were played before."""
    if not record.exists():
        return []
    lines = record.read_text(encoding="utf-8").splitlines()
    found = [json.loads(text) for text in lines]
    return [Played(**{**one, "left": Left(**one["left"])}) for one in found]


def line(verdict: Verdict) -> str:
    """A verdict as it is printed."""
    return f"{verdict.what}: {WORDS[verdict.passed]}: {verdict.detail}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.days", description="Play daily runs in a row, and judge the series."
    )
    parser.add_argument("--days", type=int, default=90, help="of the series (default: 90)")
    parser.add_argument("--seed", type=int, default=1, help="of faults and kills (default: 1)")
    parser.add_argument("--scenario", type=Path, default=SMALL, help="default: small.yml")
    parser.add_argument("--workspace", type=Path, help="a folder that is kept and gone on with")
    parser.add_argument("--stop-after", type=int, help="play only up to this day now")
    return parser


if __name__ == "__main__":
    sys.exit(main())
