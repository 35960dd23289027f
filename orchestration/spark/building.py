"""A whole build on Spark: dbt's models and data tests, then the warehouse of its tables.

Here: what dbt is told, and the order. Not here: the cluster (`cluster.py`), judging and publishing
(`__main__.py`). The catalogue lives in dbt's process, so every build begins with empty folders.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration import dbt_command, paths
from orchestration.spark.warehouse import bring_back, tables

REMOTE = "SPARK_REMOTE"
"""Where a Spark Connect server is; a master cannot be named beside it."""
BAD = ("error", "fail", "runtime error", "skipped")
SHOWN = 20


@dataclass(frozen=True)
class Folders:
    """Where a Spark build keeps things, under the data root.

    Attributes:
        root: Of everything.
    """

    root: Path

    @property
    def warehouse(self) -> Path:
        """The files of Spark's tables."""
        return self.root / "warehouse"

    @property
    def target(self) -> Path:
        """What dbt compiles and finds."""
        return self.root / "target"

    @property
    def logs(self) -> Path:
        """What dbt and the cluster say."""
        return self.root / "logs"


def folders() -> Folders:
    """The folders of the data root in use."""
    return Folders(paths.home() / "spark")


def build(master: str, memory: str, *, is_tested: bool = True) -> dict[str, int]:
    """Build and test every model on a master; gives how many there were of each kind.

    Args:
        master: An address, or `local[2]` for this process's own threads.
        memory: Of what runs on each worker, as Spark spells it.
        is_tested: Whether the data tests are run.

    Raises:
        DbtError: A model or a test failed, or dbt did not come that far.
    """
    where = folders()
    shutil.rmtree(where.warehouse, ignore_errors=True)
    where.logs.mkdir(parents=True, exist_ok=True)
    (where.target / "run_results.json").unlink(missing_ok=True)
    target = "spark_connect" if os.environ.get(REMOTE) else "spark"
    untested = () if is_tested else ("--exclude-resource-type", "test")
    settings = {
        "TEAM_OUTCOMES_SPARK_MASTER": master,
        "TEAM_OUTCOMES_SPARK_CATALOG": "in-memory",
        "TEAM_OUTCOMES_SPARK_EXECUTOR_MEMORY": memory,
        "DBT_TARGET_PATH": str(where.target),
        "DBT_LOG_PATH": str(where.logs),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    with (where.logs / "build.log").open("w", encoding="utf-8") as words:
        subprocess.run(  # noqa: S603 - our own dbt
            [str(dbt_command.executable()), *dbt_command.BUILD, *untested, "--target", target],
            cwd=paths.DBT_PROJECT,
            env=os.environ | dbt_command.environment() | settings,
            stdout=words,
            stderr=subprocess.STDOUT,
            check=False,
        )
    return _counted(where)


def fetch() -> int:
    """Write the warehouse from what Spark built, with the views over what is landed.

    Raises:
        MissingTableError: Spark has no files of a table.
        DbtError: The views cannot be made.
    """
    where = folders()
    manifest = json.loads((where.target / "manifest.json").read_text(encoding="utf-8"))
    count = bring_back(where.warehouse, tables(manifest), paths.warehouse())
    dbt_command.run("run-operation", "register_landed", "--target", "duckdb")
    return count


def _counted(where: Folders) -> dict[str, int]:
    file = where.target / "run_results.json"
    if not file.exists():
        raise dbt_command.DbtError(f"dbt did not come to an end on Spark; {where.logs} says why.")
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    bad = [result for result in results if result["status"] in BAD]
    if bad:
        shown = "\n".join(map(_told, bad[:SHOWN]))
        raise dbt_command.DbtError(
            f"{len(bad)} of {len(results)} models and tests did not succeed on Spark:\n{shown}"
        )
    counts: dict[str, int] = {}
    for result in results:
        kind = str(result["unique_id"]).split(".", maxsplit=1)[0]
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _told(result: dict[str, Any]) -> str:
    words = " ".join(str(result["message"] or "").split())[:200]
    return f"  {str(result['unique_id']).split('.', 2)[-1]}: {result['status']} {words}"
