"""`python -m bench.dora --home HOME`: DevLake's DORA rules and pandas beside our marts.

Here: arguments, order and the report. HOME is a data root that a run has built (`make demo`); it is
only read. There is no chance in it: the same home gives the same rows and answers.

With `--output`, the report is written as JSON:

- `source`: `as_of` of the home.
- `sizes`: one object a size: `asked` (deployments), `copies` of the home's rows, `rows` (given to
  all, by table), `deployments` (successful, in production),
  `ours` (`build`: `seconds`, `model_seconds`, `slowest`; `one_team` and `all_teams`: `cells`,
  `kept_open` and `opened_each_time`, each `n`, `median_ms`, `p95_ms`, `max_ms`),
  `devlake` (`load_seconds`, `rules_seconds`; `one_project` and `all_projects`: the same four
  numbers by panel, and as `load` of all eight together; `every_project`: `projects`, and of one
  load of each of some of them `timed` and `seconds`; `check`: `seconds`, `ended`),
  `pandas` (`seconds`, `peak_mb`, `imports_mb`; `cells`: `compared`, `with_value`, `left_out`,
  `differences`),
  `times_faster`: medians of DevLake's load over ours on a connection kept open, for `one_team`,
  `one_team_with_check` (at least, where the check was given up), `all_teams`, and `team_table` (a
  load for each project, estimated, over our one question).
- `cases`: one object a planted case: `case`, `rule`, `against`, `metric`, `period_start`, `truth`,
  `because`, `devlake`, `devlake_is_right`, `ours`, `ours_status`, `ours_is_right`.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from bench.dora import cases, devlake, published, report, rows, world
from bench.dora.planting import Planting

# The planted cases lie before it.
EARLIEST = datetime.fromisoformat("2026-07-01")
YEAR = timedelta(days=365)
ROOT = Path(__file__).parents[2]

# The server of PostgreSQL tells of each of its steps.
logger = logging.getLogger("bench.dora")


def main() -> int:
    """Measure every size, print, and fail where a cell of pandas differs from ours."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logger.setLevel(logging.INFO)
    arguments = _arguments()
    source = arguments.home / "warehouse.duckdb"
    try:
        instant = _instant(source)
        with tempfile.TemporaryDirectory(prefix="dora-") as folder:
            measured = [
                measure(source, instant, deployments, Path(folder) / str(deployments), arguments)
                for deployments in arguments.deployments
            ]
    except world.WorldError as error:
        logger.error("%s", error)  # noqa: TRY400 - the text says all
        return 2
    found: dict[str, Any] = {
        "source": {"as_of": instant},
        "sizes": [size for size, _ in measured],
        "cases": measured[-1][1],
    }
    if arguments.output:
        arguments.output.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(report.text(found))
    return 1 if any(size["pandas"]["cells"]["differences"] for size in found["sizes"]) else 0


def measure(
    source: Path, instant: str, deployments: int, folder: Path, arguments: argparse.Namespace
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """One size: make the world, ask all three; gives the figures and the cases' answers."""
    planting = Planting()
    cases.plant_all(planting)
    copies = world.make(source, folder, deployments, planting.write)
    logger.info("%s deployments: %s copies; building our models", deployments, copies)
    built = world.build(folder, instant)
    leadership = published.publish(folder)
    written = rows.write(folder, folder / "rows")
    logger.info("built in %s s; asking DevLake's rules and pandas", built.seconds)
    window = devlake.Window([], _moment(instant) - YEAR, _moment(instant))
    with devlake.serving(folder / "postgres") as connection:
        theirs = devlake.fill(connection, folder / "rows") | devlake.time_all(
            connection, window, arguments.repetitions, arguments.patience
        )
        answered = cases.answers(connection, leadership)
    team = theirs.pop("project")
    ours = {
        name: published.time_load(leadership, teams, window, arguments.repetitions)
        for name, teams in (("one_team", [team]), ("all_teams", None))
    }
    size = {
        "asked": deployments,
        "copies": copies,
        "deployments": _count(folder),
        "rows": written,
        "ours": {"build": built.__dict__} | ours,
        "devlake": theirs,
        "pandas": _pandas(folder, instant, published.ours(leadership, window)),
    }
    return size | {"times_faster": report.times_faster(size)}, answered


def _pandas(folder: Path, instant: str, ours: pd.DataFrame) -> dict[str, Any]:
    """Run the pandas script as a process of its own and compare its cells with ours."""
    output = folder / "pandas.parquet"
    ended = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "bench.dora.frames", str(folder / "rows"), instant, str(output)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise world.WorldError(f"bench.dora.frames failed: {ended.stderr[-2000:]}")
    took: dict[str, Any] = json.loads(ended.stdout)
    return took | {"cells": published.compare(ours, pd.read_parquet(output))}


def _count(folder: Path) -> int:
    """The successful production deployments of a world."""
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select count(*) from intermediate.int_delivery__production_deployments"
        ).fetchone()
    return int(found[0]) if found else 0


def _instant(source: Path) -> str:
    """The instant of a home that ends after the planted cases do."""
    instant = world.as_of(source)
    if _moment(instant) < EARLIEST:
        raise world.WorldError(
            f"{source} was built for {instant}, and the planted cases end with June 2026. Give a "
            "home of the sandbox's scenario `steady` (make demo) as --home."
        )
    return instant


def _moment(instant: str) -> datetime:
    return datetime.fromisoformat(instant).replace(tzinfo=None)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.dora", description=__doc__)
    home = os.environ.get("TEAM_OUTCOMES_HOME", "data")
    parser.add_argument("--home", type=Path, default=Path(home), help="a data root a run has built")
    parser.add_argument("--deployments", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--patience", type=float, default=120, help="seconds for DevLake's check")
    parser.add_argument("--output", type=Path, help="a file for the report as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
