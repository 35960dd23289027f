"""What a daily run costs beside extraction and SQL: `python -m bench.daily`.

Here: the command line and the table. Not here: running (`playing.py`), which item a second belongs
to (`items.py`).

A home is filled by a first run, then run again as on the next morning; with `--home` a copy of a
home that `make demo` filled from the same scenario is used. With `--output`, the report is written
as JSON: `runs`, one object each, with `wall_seconds`, `cpu_seconds`, `nodes`, `statements`,
`items` (`name`, `kind`, `seconds`, `cpu_seconds`: null where
it lies in the item after) and `totals` by kind; `load_before`: the machine's, of a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.daily.items import BESIDE, EXTRACTION, SQL, items, total
from bench.daily.playing import DailyError, play, play_twice, sandboxed
from bench.daily.recorded import Recorded
from bench.runs import ROOT
from sandbox.process import SandboxError

BAR_SECONDS = 25


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and give 1 where a run failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.daily", description=__doc__)
    parser.add_argument("--scenario", type=Path, default=ROOT / "sandbox/scenarios/steady.yml")
    parser.add_argument("--home", type=Path, help="a home of this scenario, to be copied")
    parser.add_argument("--runs", type=int, default=1, help="measured ones, after the first")
    parser.add_argument("--output", type=Path, help="a file for the report as JSON")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="daily-") as name:
        folder = Path(name)
        if options.home:
            shutil.copytree(options.home, folder / "home")
        try:
            recorded = _runs(options.scenario.resolve(), folder, options.runs)
        except (DailyError, SandboxError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
    runs = [report(one) for one in recorded]
    found = {"load_before": round(load, 2), "runs": runs}
    if options.output:
        options.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(map(table, runs)) + "\n")
    return 0


def _runs(scenario: Path, folder: Path, times: int) -> list[Recorded]:
    """The measured runs, after one that reads everything and the whole project."""
    with sandboxed(scenario, folder / "home", folder / "work") as environment:
        play(environment, folder / "work")
        return [play_twice(environment, folder / "work") for _ in range(times)]


def report(recorded: Recorded) -> dict[str, Any]:
    """The figures of one run."""
    found = items(recorded)
    return {
        "wall_seconds": round(recorded.ended - recorded.started, 1),
        "cpu_seconds": recorded.cpu_seconds,
        "nodes": recorded.dbt.number_of_nodes,
        "statements": recorded.dbt.number_of_statements,
        "items": [vars(item) for item in found],
        "totals": {kind: total(found, kind) for kind in (BESIDE, EXTRACTION, SQL)},
    }


def table(run: dict[str, Any]) -> str:
    """One run as text."""
    totals = run["totals"]
    lines = [
        (
            f"{run['wall_seconds']} s by the clock, {run['cpu_seconds']} s of the processors; "
            f"{run['nodes']} nodes, {run['statements']} statements"
        ),
        *(
            f"  {item['seconds']:8.2f} s  {_used(item['cpu_seconds'])}  {item['name']}"
            + ("" if item["kind"] == BESIDE else f" ({item['kind']})")
            for item in run["items"]
        ),
        (
            f"  {totals[BESIDE]:8.2f} s beside extraction ({totals[EXTRACTION]} s) and SQL "
            f"({totals[SQL]} s); the bar is {BAR_SECONDS} s"
        ),
    ]
    return "\n".join(lines)


def _used(seconds: float | None) -> str:
    """Processor seconds; nothing where they lie in the item below."""
    return " " * 10 if seconds is None else f"({seconds:7.2f})"


if __name__ == "__main__":
    sys.exit(main())
