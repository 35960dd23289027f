"""From landing to publication at several sizes: `python -m bench.scale --landing FOLDER`.

Here: the command line. Not here: what is measured (`steps.py`), how it is shown (`page.py`).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from bench.bulk.world import BulkError, events_in, last_read, write
from bench.cost import StepError
from bench.scale.growth import exponent
from bench.scale.page import write_page
from bench.scale.steps import size

SIZES = (300_000, 1_000_000, 10_000_000)
GROWING = (
    "build",
    "one query",
    "build of its metrics",
    "guards",
    "detectors",
    "publication",
    "site",
    "scan of typed columns",
)
REPORT = Path("bench-report")


def measured_sizes(
    landing: Path, sizes: Sequence[int], workspace: Path, left_out: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Measure each size in a home of its own, one after the other.

    Raises:
        BulkError: The lake cannot be copied.
        StepError: A step failed.
    """
    connection = duckdb.connect()
    in_one = events_in(connection, landing)
    as_of = last_read(connection, landing)
    found = []
    for events in sizes:
        home = workspace / str(events)
        world = write(landing, home / "landing", max(1, -(-events // in_one)))
        steps: dict[str, Any] = {}
        for step, figures in size(home, world, as_of, left_out):
            steps[step] = figures
            sys.stderr.write(f"{events} events: {step}: {json.dumps(figures)[:160]}\n")
        found.append(steps)
        shutil.rmtree(home)
    return found


def report(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All sizes, and how the cost of each step grows with the events."""
    events = [steps["world"]["events"] for steps in found]
    growth = {
        step: exponent(events, [steps[step]["cpu_seconds"] for steps in found])
        for step in GROWING
        if all(step in steps for steps in found)
    }
    return {"sizes": list(found), "growth_exponents_of_processor_time": growth}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write the report; 1 if a step failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--landing", type=Path, required=True, help="the lake that is copied")
    parser.add_argument("--events", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--to", type=Path, default=REPORT, help="the folder of the report")
    parser.add_argument("--workspace", type=Path, help="where the homes are built, one at a time")
    parser.add_argument("--leave-out", choices=["site"], nargs="*", default=[])
    options = parser.parse_args(arguments)
    workspace = options.workspace or Path(tempfile.mkdtemp(prefix="scale-"))
    try:
        found = report(
            measured_sizes(options.landing, options.events, workspace, options.leave_out)
        )
    except (BulkError, StepError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "scale.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    page = write_page(found, options.to)
    sys.stdout.write(f"{json.dumps(found)}\n{page}\n")
    if not options.workspace:
        shutil.rmtree(workspace)
    return 0


if __name__ == "__main__":
    sys.exit(main())
