"""How dbt is called: always as a subprocess, always on the same parsed project.

Here: its variables, `dbt parse` when the project changed, and the manifest it leaves: the graph of
models as JSON. Not here: what is built (`defs/transformation`).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, cast

from orchestration import paths
from orchestration.paths import home

__all__ = [
    "ASKED_BY_TABLES",
    "BUILD",
    "DAILY",
    "LOG_LEVEL",
    "DbtError",
    "environment",
    "executable",
    "home",
    "manifest",
    "run",
]

BUILD = ("build", "--exclude-resource-type", "unit_test")
"""Every model with its data tests: whether the SQL is right is asked in `make test`."""
ASKED_BY_TABLES = "config.materialized:table,unique_key_*"
"""Tests of keys that a table asks itself before it is in its place (ADR 0036). By their names:
dbt's method `test_name` ends in an error in dagster-dbt where there is a singular test."""
DAILY = (*BUILD, "--exclude", ASKED_BY_TABLES)
"""What every run builds: the same questions, each once."""
LOG_LEVEL = "DBT_LOG_LEVEL_FILE"
FOLDERS = ("models", "macros", "seeds", "tests")
FILES = ("dbt_project.yml", "profiles.yml")

logger = logging.getLogger(__name__)


class DbtError(Exception):
    """dbt ended with an error; the text holds what it said."""


def executable() -> Path:
    """The dbt of this environment, whatever the PATH says."""
    return Path(sys.executable).parent / "dbt"


def environment() -> dict[str, str]:
    """The variables of every dbt of ours: all share one parsed project under the data root."""
    return {
        "TEAM_OUTCOMES_HOME": str(home()),
        "DBT_PROFILES_DIR": str(paths.DBT_PROJECT),
        "DBT_TARGET_PATH": str(paths.dbt_target()),
        "DBT_LOG_PATH": str(paths.dbt_logs()),
        # A log of every statement is 30 MB a build; whoever looks for a fault asks for it.
        LOG_LEVEL: os.environ.get(LOG_LEVEL, "").strip() or "info",
        "DBT_USE_COLORS": "false",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "TEAM_OUTCOMES_PROJECT_DIGEST": _digest(),
    }


def run(*arguments: str) -> None:
    """Call dbt and wait for it.

    Raises:
        DbtError: It ended with an error.
    """
    home().mkdir(parents=True, exist_ok=True)
    ended = subprocess.run(  # noqa: S603 - our own dbt
        [str(executable()), "--quiet", *arguments],
        cwd=paths.DBT_PROJECT,
        env=os.environ | environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        words = " ".join((ended.stdout + ended.stderr).split())
        raise DbtError(f"dbt {arguments[0]} failed: {words}")


def manifest() -> Mapping[str, Any]:
    """The manifest of the project as it is now; parses the project if it has changed.

    Raises:
        DbtError: dbt cannot parse the project.
    """
    file = paths.dbt_target() / "manifest.json"
    if file.exists() and file.stat().st_mtime > _last_change():
        try:
            return _read(file)
        except json.JSONDecodeError:
            logger.warning("dbt: the manifest is not whole; a run was stopped while writing it")
    logger.info("dbt: reading the project")
    run("parse")
    return _read(file)


def _read(file: Path) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", json.loads(file.read_text(encoding="utf-8")))


def _last_change() -> float:
    """When a file or a folder of the project last changed, in seconds since 1970."""
    return max(path.stat().st_mtime for path in _project())


def _digest() -> str:
    """What tells one project from another: its files, and what runs them."""
    digest = hashlib.sha256()
    for name in ("dbt-core", "dbt-duckdb", "duckdb"):
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for file in sorted(path for path in _project() if path.is_file()):
        digest.update(f"{file.relative_to(paths.DBT_PROJECT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _project() -> list[Path]:
    """The files and folders of the project, as far as they decide what is built."""
    found = [paths.DBT_PROJECT / name for name in (*FILES, *FOLDERS)]
    for name in FOLDERS:
        found += (paths.DBT_PROJECT / name).rglob("*")
    return [path for path in found if path.exists()]
