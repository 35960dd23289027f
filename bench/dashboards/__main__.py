"""`python -m bench.dashboards`: queries on a large publication, and ten publications in a row.

Here: arguments, order and report. Superset and Chromium are needed (`make bi-bench`).
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.dashboards import rights, swaps, timing
from bench.dashboards.browser import Reader, reader
from bench.dashboards.generated import Size, publish
from bench.dashboards.server import serving

BAR = 200.0
HEIGHTS = {
    "team-outcomes": 1250,
    "flow-and-modules": 1250,
    "what-can-be-trusted": 900,
    "workload": 1000,
}


def main() -> int:
    """Measure, print, and fail where a bar is missed."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    arguments = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="dashboards-"))
    home = folder / "home"
    leadership = home / "published" / "leadership.duckdb"
    size = Size(arguments.teams, arguments.years)
    cells = publish(leadership, size, arguments.seed, 1)
    if arguments.pictures:
        _take_pictures(arguments.publication, folder / "pictures", arguments.pictures)
    with serving(home, folder / "superset.log") as address, reader(address) as person:
        _log_in(person, home)
        for name in swaps.DASHBOARDS:
            person.open(name)
        person.faults += rights.allowed(address, person.cookies(), person.asked)
        spent = timing.measure(
            person.asked, person.cookies(), leadership, arguments.rounds, arguments.seed
        )
        outcome = swaps.read_during_swaps(
            person,
            lambda mark: publish(leadership, size, arguments.seed, mark),
            arguments.publications,
            arguments.seed,
        )
    report = {
        "seed": arguments.seed,
        "teams": arguments.teams,
        "years": arguments.years,
        "cells": cells,
        "queries": spent.summary(),
        "publications": outcome.publications,
        "pages_opened": outcome.pages,
        "faults": outcome.faults,
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n" + _in_words(report) + "\n")
    shutil.rmtree(folder)
    slow = report["queries"]["database"]["p95_ms"] > BAR
    return 1 if slow or outcome.faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teams", type=int, default=40)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--publications", type=int, default=10)
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each dashboard")
    parser.add_argument("--publication", type=Path, help="the leadership.duckdb of the pictures")
    found = parser.parse_args()
    if bool(found.pictures) != bool(found.publication):
        parser.error("--pictures needs --publication, the file whose dashboards they show")
    return found


def _log_in(person: Reader, home: Path) -> None:
    password = (home / "superset" / "leader-password").read_text(encoding="utf-8").strip()
    person.log_in("leader", password)


def _take_pictures(publication: Path, home: Path, folder: Path) -> None:
    """Keep what a leader sees of a publication."""
    (home / "published").mkdir(parents=True)
    shutil.copy(publication, home / "published" / "leadership.duckdb")
    folder.mkdir(parents=True, exist_ok=True)
    with serving(home, home / "superset.log") as address, reader(address) as person:
        _log_in(person, home)
        for name, height in HEIGHTS.items():
            person.open(name)
            person.take_picture(folder / f"superset-{name}.png", height)


def _in_words(report: dict[str, Any]) -> str:
    database, processor, request = report["queries"].values()
    return (
        f"{report['teams']} teams, {report['years']} years, {report['cells']:,} cells, "
        f"seed {report['seed']}: {database['n']} queries, 95th percentile {database['p95_ms']} ms "
        f"in the database (open, ask, fetch, close; bar {BAR:.0f} ms; {processor['p95_ms']} ms of "
        f"processor time), {request['p95_ms']} ms for "
        f"the whole request. {report['publications']} publications while "
        f"{report['pages_opened']} dashboards were opened and filtered: "
        f"{len(report['faults'])} faults."
    )


if __name__ == "__main__":
    sys.exit(main())
