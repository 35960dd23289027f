"""The runs that Dagster keeps of `make dev`: which there are, and forgetting one.

Here: the one place that looks into Dagster's own storage. Not here: how long they are kept
(`retention.yml`), records of schedules and sensors, which Dagster purges itself
(`orchestration/dagster.yaml`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

FOLDER = "dagster"
Made = tuple[Path, datetime, Callable[[], None]]


def made(home: Path) -> Iterator[Made]:
    """Every finished run: its file of events, when it was begun, and what removes all of it."""
    folder = home / FOLDER
    if not (folder / "history").exists():
        return
    # Dagster takes seconds to import, and most data roots never saw `make dev`.
    import dagster as dg  # noqa: PLC0415, TID251

    with dg.DagsterInstance.from_config(str(folder)) as instance:
        for record in instance.get_run_records():
            run = record.dagster_run
            if run.is_finished:
                begun = record.create_timestamp.astimezone(UTC)
                forget = partial(_forget, folder, run.run_id, instance.delete_run)
                yield _events(folder, run.run_id), begun, forget


def _forget(folder: Path, run: str, delete: Callable[[str], None]) -> None:
    """Dagster deletes rows and leaves the emptied files."""
    delete(run)
    for file in folder.glob(f"history/runs/{run}.db*"):
        file.unlink()
    shutil.rmtree(folder / "storage" / run, ignore_errors=True)


def _events(folder: Path, run: str) -> Path:
    return folder / "history" / "runs" / f"{run}.db"
