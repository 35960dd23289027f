"""Runs the dbt project in a scratch home, and renders its macros to SQL.

Here: subprocess calls of dbt, and the scratch landing lake tests write to. Not here: what the SQL
should give (the tests).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"
SEPARATOR = "-- next snippet --"


def utc(text: str) -> datetime:
    """Read an instant in UTC as DuckDB gives it back, without a zone."""
    return datetime.fromisoformat(text)


def run_dbt(
    *arguments: str, home: Path, project: Path = PROJECT, as_of: str | None = "2026-07-06T06:00:00Z"
) -> subprocess.CompletedProcess[str]:
    """Run dbt with warehouse, target and logs below `home`; the result is not checked."""
    dbt = Path(sys.executable).parent / "dbt"
    paths = ["--target-path", str(home / "target"), "--log-path", str(home / "logs")]
    environment = {
        **os.environ,
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_AS_OF": as_of or "",
        "DBT_PROFILES_DIR": str(project),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    home.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        [str(dbt), "--quiet", "--no-use-colors", *arguments, *paths],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def rendered(snippets: Mapping[str, str], home: Path) -> dict[str, str]:
    """Render Jinja snippets with the project's macros, all in one call of dbt."""
    inline = f"\n{SEPARATOR}\n".join(snippets.values())
    result = run_dbt("compile", "--inline", inline, home=home)
    assert result.returncode == 0, result.stdout + result.stderr
    parts = [part.strip() for part in result.stdout.split(SEPARATOR)]
    assert len(parts) == len(snippets), result.stdout
    return dict(zip(snippets, parts, strict=True))


def copied_project(to: Path, extra: Mapping[str, str]) -> Path:
    """Copy the dbt project and add files by their path in it."""
    project = to / "dbt_project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    for name, text in extra.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return project


def write_load(home: Path, stream: str, load_id: str, rows: Sequence[Mapping[str, object]]) -> Path:
    """Write a file of `github.<stream>` as dlt would, without recording the load."""
    folder = home / "landing" / "github" / stream
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{load_id}.0123456789.parquet"
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), path)
    return path


def record_load(home: Path, load_id: str, text: str | None = None) -> None:
    """Record a load as complete; `text` stands for what a killed run may have left instead."""
    folder = home / "landing" / "github" / "_dlt_loads"
    folder.mkdir(parents=True, exist_ok=True)
    record = (
        f'{{"load_id":"{load_id}","schema_name":"github","status":0,'
        f'"inserted_at":"2026-07-06T06:00:00+00:00","schema_version_hash":"x"}}'
    )
    (folder / f"github__{load_id}.jsonl").write_text(record if text is None else text)
