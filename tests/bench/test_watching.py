"""A watcher looks as often as it is told to."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest

from bench.watching import Watcher


@pytest.mark.parametrize(("pause_seconds", "looks"), [(0.01, True), (60, False)])
def test_it_rests_between_two_looks(tmp_path: Path, pause_seconds: float, looks: bool) -> None:
    (tmp_path / "parquet").mkdir()
    duckdb.sql(f"copy (select 1 as n) to '{tmp_path}/parquet/teams.parquet'")
    with Watcher(tmp_path, pause_seconds=pause_seconds) as watcher:
        until = time.monotonic() + 5
        while looks and not watcher.looks and time.monotonic() < until:
            time.sleep(0.01)
    assert bool(watcher.looks) is looks
    assert (
        watcher.problems({}, {}) == ["parquet/teams.parquet was half or changed in between"] * looks
    )
