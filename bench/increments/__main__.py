"""Builds day by day and from nothing, and compares: `python -m bench.increments`.

Here: the command line, the days, what is printed. Not here: the lake (`lake.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bench.bulk.world import BulkError
from bench.increments.comparing import compare
from bench.increments.lake import Lake
from orchestration import dbt_command, paths

# Without data tests: a record that was deleted is still referred to.
MODELS = (*dbt_command.BUILD, "--exclude-resource-type", "test")
INCREMENTAL = (*MODELS, "--select", "config.materialized:incremental")
STAGING = ("staging",)
ALL = ("staging", "intermediate", "metrics", "signals", "marts", "coaching")
EVERY = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the days and return the exit code: 1 where a table differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--landing", type=Path, required=True, help="the lake that is played")
    parser.add_argument("--workspace", type=Path, help="where the homes are built")
    parser.add_argument("--days", type=int, default=60)
    options = parser.parse_args(arguments)
    workspace = options.workspace or Path(tempfile.mkdtemp(prefix="increments-"))
    try:
        lake = Lake.of(options.landing, workspace / "daily" / "landing", options.days)
    except BulkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = list(play(lake, workspace))
    sys.stdout.write(f"{json.dumps(found)}\n")
    if not options.workspace:
        shutil.rmtree(workspace)
    return 1 if any(compared["differing"] for compared in found) else 0


def play(lake: Lake, folder: Path) -> Iterator[dict[str, Any]]:
    """Build the incremental models every day, and compare them with what is built from nothing.

    Yields:
        What was compared: of the incremental models every twentieth day; at the end of every model.
    """
    seconds: list[float] = []
    for day in tqdm(range(lake.days + 1), desc="days", unit="day"):
        lake.land(day)
        started = time.perf_counter()
        _build(folder / "daily", lake.read_at(day), INCREMENTAL)
        seconds.append(time.perf_counter() - started)
        if day and (day % EVERY == 0 or day == lake.days):
            compared = _compared(lake, folder, day, INCREMENTAL, STAGING)
            yield compared | {"seconds_per_day": round(sum(seconds) / len(seconds), 1)}
    _build(folder / "daily", lake.read_at(lake.days), MODELS)
    yield _compared(lake, folder, lake.days, MODELS, ALL)


def _compared(
    lake: Lake, folder: Path, day: int, command: Sequence[str], schemas: Sequence[str]
) -> dict[str, Any]:
    """Build the same from nothing, and compare."""
    anew = folder / "anew"
    anew.mkdir(exist_ok=True)
    if not (anew / "landing").exists():
        (anew / "landing").symlink_to(lake.folder.resolve(), target_is_directory=True)
    (anew / "warehouse.duckdb").unlink(missing_ok=True)
    _build(anew, lake.read_at(day), command)
    found = compare(folder / "daily" / "warehouse.duckdb", anew / "warehouse.duckdb", schemas)
    return {
        "day": day,
        "models": "all" if command == MODELS else "incremental",
    } | asdict(found)


def _build(home: Path, instant: datetime, command: Sequence[str]) -> None:
    os.environ["TEAM_OUTCOMES_HOME"] = str(home.resolve())
    os.environ["TEAM_OUTCOMES_AS_OF"] = f"{instant:%Y-%m-%dT%H:%M:%SZ}"
    assert paths.home() == home.resolve()  # noqa: S101 - nothing may be built over another home
    dbt_command.run(*command)


if __name__ == "__main__":
    sys.exit(main())
