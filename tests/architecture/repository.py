"""Where things lie in the tree, for the architecture tests.

Here: paths, and readers of yml and SQL. Not here: rules (rules.py).
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DBT = ROOT / "dbt_project"
MODELS = DBT / "models"
ONE_ENGINE = {"engine", "landing", "increment"}
PACKAGES = ("extract", "sandbox", "expectations", "orchestration", "bi", "bench")


def tracked_files() -> list[Path]:
    """Every file git tracks or would track, as absolute paths."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for line in listing.splitlines() if (path := ROOT / line).is_file()]


def python_modules() -> list[Path]:
    """The modules of our packages."""
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def models() -> list[Path]:
    """The SQL files of every model."""
    return sorted(MODELS.rglob("*.sql"))


def portable_sql() -> list[Path]:
    """SQL of the dbt project that must mean the same on every engine.

    Macros of `engine/` say it for each engine, those of `landing/` read what one engine landed, and
    those of `increment/` are of the one engine that can go on from the last build.
    """
    macros = [path for path in DBT.glob("macros/**/*.sql") if path.parent.name not in ONE_ENGINE]
    return sorted([*models(), *macros, *DBT.glob("tests/**/*.sql")])


def every_sql() -> list[Path]:
    """Every SQL file that runs: of dbt, of guards and of publication."""
    folders = (MODELS, DBT / "macros", DBT / "tests", ROOT / "expectations", ROOT / "orchestration")
    return [path for folder in folders for path in sorted(folder.rglob("*.sql"))]


def model_yml(sql: Path) -> dict[str, Any]:
    """The model's entry in the yml beside its SQL; empty where there is none."""
    yml = sql.with_suffix(".yml")
    if not yml.exists():
        return {}
    entries = yaml.safe_load(yml.read_text()).get("models", [])
    return next((entry for entry in entries if entry["name"] == sql.stem), {})


def unit_tests(sql: Path) -> list[dict[str, Any]]:
    """The dbt unit tests in the yml beside a model's SQL."""
    document = yaml.safe_load(sql.with_suffix(".yml").read_text())
    tests: list[dict[str, Any]] = document.get("unit_tests", [])
    return tests


def metric_metas() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The `meta.metric` of every metric, with the path of its SQL."""
    for sql in sorted((MODELS / "metrics").rglob("*.sql")):
        meta = model_yml(sql).get("config", {}).get("meta", {}).get("metric", {})
        yield sql, meta


def short(path: Path) -> str:
    """A path as it is written in findings."""
    return str(path.relative_to(ROOT))
