"""How dbt is called: where it is, where it writes, and the manifest that Dagster reads.

Belongs here: paths and the subprocess. Does not belong here: assets (defs/transformation.py).
dbt's own folder of artefacts lies under the data root, so that the source tree stays clean.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "dbt_project"
EXECUTABLE = Path(sys.executable).with_name("dbt")


class DbtError(Exception):
    """dbt ended with an error; the text is its last lines."""


def home() -> Path:
    """The data root, absolute."""
    given = Path(os.environ.get("TEAM_OUTCOMES_HOME") or "data")
    return given if given.is_absolute() else ROOT / given


def target() -> Path:
    """Where dbt keeps its artefacts."""
    return home() / "dbt"


def environment() -> dict[str, str]:
    """The variables dbt is called with."""
    return {
        **os.environ,
        "TEAM_OUTCOMES_HOME": str(home()),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_TARGET_PATH": str(target()),
        "DBT_LOG_PATH": str(target() / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def manifest() -> Path:
    """The manifest of the project as it is now; parses the project if it has changed.

    Raises:
        DbtError: The project does not parse.
    """
    path = target() / "manifest.json"
    if not path.exists() or path.stat().st_mtime < _last_change():
        target().mkdir(parents=True, exist_ok=True)
        run("parse")
    return path


def run(*arguments: str) -> None:
    """Call dbt and wait.

    Raises:
        DbtError: It failed; the text holds what it printed last.
    """
    command = [str(EXECUTABLE), "--quiet", "--no-use-colors", *arguments]
    done = subprocess.run(  # noqa: S603 - our own arguments
        command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-8:]
        raise DbtError(f"dbt {arguments[0]} failed: " + " ".join(line.strip() for line in last))


def _last_change() -> float:
    return max(
        path.stat().st_mtime
        for pattern in ("*.yml", "*.sql", "*.csv")
        for path in PROJECT.rglob(pattern)
    )
