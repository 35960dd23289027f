"""Finished runs of Dagster are found with their age, and nothing of a forgotten one is left."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from orchestration import paths
from orchestration.retention import dagster_runs, removing, rules


@dg.op
def nothing() -> None:
    """A step."""


@dg.job
def short() -> None:
    """A job that says next to nothing."""
    nothing()


@pytest.fixture(name="home")
def home_with_two_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dagster"
    folder.mkdir()
    shutil.copy(paths.ROOT / "orchestration" / "dagster.yaml", folder)
    monkeypatch.setenv("DAGSTER_HOME", str(folder))
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        for _ in range(2):
            assert short.execute_in_process(instance=instance).success
    return tmp_path


def left(home: Path) -> set[str]:
    folder = home / "dagster"
    files = {path.stem for path in (folder / "history" / "runs").glob("*.db")} - {"index"}
    return files | {path.name for path in (folder / "storage").iterdir()}


def test_old_runs_go_with_all_that_was_kept_of_them(home: Path) -> None:
    runs = list(dagster_runs.made(home))
    assert len(runs) == len(left(home)) == 2
    now = datetime.now(UTC)
    assert all(timedelta(0) <= now - at < timedelta(hours=1) for _, at, _ in runs)
    kept = rules.read()
    assert list(removing.run(home, kept, now, is_applied=True)) == []
    later = now + timedelta(days=kept.dagster_runs_days + 1)
    assert len(list(removing.run(home, kept, later, is_applied=False))) == 2
    assert len(left(home)) == 2
    gone = list(removing.run(home, kept, later, is_applied=True))
    assert [one.rows for one in gone] == [None, None]
    assert left(home) == set()
    assert list(dagster_runs.made(home)) == []


def test_a_home_that_never_saw_dagster_has_no_runs(tmp_path: Path) -> None:
    assert list(dagster_runs.made(tmp_path)) == []
