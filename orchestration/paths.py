"""Where things lie on this machine.

Here: the data root from the environment, and what lies under it. Not here: settings of the sources
(`extract`), anything that is read or written.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DBT_PROJECT = ROOT / "dbt_project"
DEFAULT_HOME = "data"


def home() -> Path:
    """The data root (TEAM_OUTCOMES_HOME) as an absolute path."""
    return Path(os.environ.get("TEAM_OUTCOMES_HOME", "").strip() or DEFAULT_HOME).resolve()


def warehouse() -> Path:
    """The private database that dbt builds."""
    return home() / "warehouse.duckdb"


def dbt_target() -> Path:
    """Where dbt keeps its manifest and what it compiles, outside of the source tree."""
    return home() / "dbt" / "target"


def dbt_logs() -> Path:
    """Where dbt writes its log."""
    return home() / "dbt" / "logs"
