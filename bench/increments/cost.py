"""What the last day costs, beside a build from nothing: `python -m bench.increments.cost`.

Here: a lake of several sizes, of which all but the last day is landed and built first. Not here:
whether both say the same (`__main__.py`), how the lake is made (`lake.py`, `bench/bulk`).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from bench.bulk.world import BulkError, events_in, write
from bench.cost import StepError, measured
from bench.increments.lake import Lake
from bench.scale.steps import ROOT, environment, profile

SIZES = (1_000_000, 10_000_000)
TWO_DAYS = "two-days"
STEP = (sys.executable, "-m", "bench.scale.step")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size, print and write JSON; 1 if a step failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--landing", type=Path, required=True, help="the lake that is copied")
    parser.add_argument("--events", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--workspace", type=Path, help="where the homes are built, one at a time")
    parser.add_argument("--output", type=Path, default=Path("bench-report/increments.json"))
    options = parser.parse_args(arguments)
    workspace = options.workspace or Path(tempfile.mkdtemp(prefix="increments-"))
    # What a run that was stopped left in a named workspace.
    shutil.rmtree(workspace / TWO_DAYS, ignore_errors=True)
    try:
        lake = Lake.of(options.landing, workspace / TWO_DAYS / "landing", days=1, is_orderly=True)
        lake.land(0)
        lake.land(1)
        found = [_size(lake, events, workspace / str(events)) for events in options.events]
    except (BulkError, StepError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(found, indent=1), encoding="utf-8")
    sys.stdout.write(f"{json.dumps(found)}\n")
    if not options.workspace:
        shutil.rmtree(workspace)
    return 0


def _size(lake: Lake, events: int, home: Path) -> dict[str, Any]:
    """Build a size up to the day before, then the last day, then all of it from nothing."""
    shutil.rmtree(home, ignore_errors=True)
    in_one = events_in(duckdb.connect(), lake.folder)
    copied = Lake(home / "landing", lake.last, lake.days)
    world = write(lake.folder, copied.folder, max(1, -(-events // in_one)))
    copied.take_back(1)
    found = {"world": asdict(world)}
    for name, figures in _builds(copied, home):
        found[name] = figures
        sys.stderr.write(f"{events} events: {name}: {json.dumps(figures)[:200]}\n")
    shutil.rmtree(home)
    return found


def _builds(lake: Lake, home: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    # Without data tests: on the day before, some records refer to what the last day brings.
    _measured("models", home, lake, 0)
    lake.land(1)
    yield "the last day", _measured("build", home, lake, 1)
    yield "where the last day's time goes", profile(home)
    (home / "warehouse.duckdb").unlink()
    yield "the last day, from nothing", _measured("build", home, lake, 1)
    yield "where a build from nothing spends its time", profile(home)


def _measured(step: str, home: Path, lake: Lake, day: int) -> dict[str, Any]:
    variables = environment(home, f"{lake.read_at(day):%Y-%m-%dT%H:%M:%SZ}")
    return asdict(measured((*STEP, step), variables, home / "build.log", ROOT))


if __name__ == "__main__":
    sys.exit(main())
