"""Every page that a published home can have, made by the commands people use.

Belongs here: which commands, and where their pages lie. Does not belong here: the daily job.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from bench.runs import ROOT

QUARTER = "2026Q1"
_SOMEBODY = "select min(person_id) from staging.stg_file_drops__roster"
PARTS = ("published", "exports")


def make_pages(home: Path, environment: Mapping[str, str]) -> None:
    """Audit a quarter, draft its briefs, export what is held about one person, write the site.

    Args:
        home: A home in which the daily job has run.
        environment: The variables of that run.

    Raises:
        AssertionError: A command failed; its errors are shown.
    """
    for module, *arguments in (
        ("orchestration.audit", QUARTER),
        ("orchestration.brief", QUARTER),
        ("orchestration.own_data", somebody(home)),
        ("website",),
    ):
        ended = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**environment, "TEAM_OUTCOMES_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"{module}: {ended.stderr}"


def somebody(home: Path) -> str:
    """One person of the roster."""
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return str(connection.execute(_SOMEBODY).fetchall()[0][0])


def folders(home: Path) -> list[Path]:
    """The folders of pages that are there."""
    return [home / part for part in PARTS if any((home / part).rglob("*.html"))]
