"""What dbt sees of a landing is the same before and after its small files are merged."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extract.core.landed import Landed
from extract.core.run import compact_source
from extract.core.settings import CoreSettings
from extract.registry import source_named
from tests.dbt import project

GITHUB = source_named("github")
NOW = datetime(2026, 7, 8, 6, tzinfo=UTC)
Sql = Mapping[str, str]
Rows = list[tuple[Any, ...]]


def issue(key: str, state: str | None, day: int, *, is_deleted: bool = False) -> dict[str, object]:
    raw = None if is_deleted else "{}"
    at = project.utc(f"2026-07-0{day} 05:00:00")
    return {
        "issue_id": key,
        "state": state,
        "raw_json": raw,
        "is_deleted": is_deleted,
        "extracted_at": at,
    }


@pytest.fixture(name="lake")
def lake_of_three_days(tmp_path: Path) -> Path:
    """Loads of two past days and of today, and one that was killed."""
    home = tmp_path / "o'home"
    for day, rows in enumerate(
        [
            [issue("a", "OPEN", 6), issue("b", "OPEN", 6)],
            [issue("a", "CLOSED", 7), issue("b", None, 7, is_deleted=True)],
            [issue("c", "OPEN", 8)],
        ]
    ):
        project.write_load(home, "issues", f"10{day}.5", rows)
        project.record_load(home, f"10{day}.5")
    project.write_load(home, "issues", "109.5", [issue("z", "OPEN", 6)])
    project.record_load(home, "109.5", '{"load_id":"109.5","sta')
    return home / "landing"


def compact(lake: Path) -> None:
    settings = CoreSettings(lake.parent, NOW, "off")
    assert compact_source(GITHUB, settings, many=1) is not None


def query(sql: Sql, name: str, lake: Path) -> Rows:
    return duckdb.sql(sql[name].replace("/lake", str(lake).replace("'", "''"))).fetchall()


def built(sql: Sql, name: str, places: Mapping[str, Path], made: str) -> Rows:
    """What a statement makes of some files."""
    text = sql[name]
    for place, path in places.items():
        text = text.replace(f"'{place}'", "'" + str(path).replace("'", "''") + "'")
    with duckdb.connect() as connection:
        connection.execute("create schema landing; create schema landing_github")
        connection.execute(text)
        return connection.execute(f"select {made} order by all").fetchall()


def places(lake: Path) -> dict[str, Path]:
    merged, plain = Landed(lake / "github").files(GITHUB.stream("issues"))
    (kept,) = (lake / "github" / "_column_fill").iterdir()
    return {
        "/lake/compacted-1.parquet": merged,
        "/lake/plain.parquet": plain,
        "/lake/kept.parquet": kept,
    }


def test_the_same_loads_count_and_every_file_once(sql: Sql, lake: Path) -> None:
    loads = sorted(query(sql, "complete_loads", lake))
    assert [load for _, load, _ in loads] == ["100.5", "101.5", "102.5"]
    assert len(query(sql, "complete_files", lake)) == 3
    compact(lake)
    assert sorted(query(sql, "complete_loads", lake)) == loads
    files = [Path(file).name for folder, file in query(sql, "complete_files", lake)
             if folder.endswith("/issues/")]  # fmt: skip
    assert [name[:16] for name in files] == ["compacted-2026Q3", "102.5.0123456789"]


def test_what_a_killed_compaction_left_is_not_read(sql: Sql, lake: Path, tmp_path: Path) -> None:
    """The record is in place, and nothing was removed yet; or the files are, and no record is."""
    before = tmp_path / "before"
    shutil.copytree(lake, before)
    compact(lake)
    files = query(sql, "complete_files", lake)
    shutil.copytree(before, lake, dirs_exist_ok=True)
    assert query(sql, "complete_files", lake) == files
    assert len(query(sql, "complete_loads", lake)) == 3
    (record,) = (lake / "github" / "_dlt_loads").glob("compaction__*")
    record.unlink()
    names = [Path(file).name for _, file in query(sql, "complete_files", lake)]
    assert names == [f"10{day}.5.0123456789.parquet" for day in range(3)]


def test_the_view_gives_each_row_its_load(sql: Sql, lake: Path) -> None:
    compact(lake)
    rows = "issue_id, state, is_deleted, _load_id from landing_github.issues"
    assert built(sql, "landed_view", places(lake), rows) == [
        ("a", "CLOSED", False, "101.5"),
        ("a", "OPEN", False, "100.5"),
        ("b", "OPEN", False, "100.5"),
        ("b", None, True, "101.5"),
        ("c", "OPEN", False, "102.5"),
    ]


def test_the_load_id_is_no_column_of_the_tool(sql: Sql, lake: Path) -> None:
    compact(lake)
    found = built(sql, "landed_columns", places(lake), "column_name from landing.columns")
    assert [name for (name,) in found] == sorted(issue("a", "OPEN", 6))


def test_how_full_a_column_was_is_known_of_every_load(sql: Sql, lake: Path) -> None:
    compact(lake)
    found = "load_id, n_known, n_records from landing.column_fill where column_name = 'state'"
    assert built(sql, "column_fill", places(lake), found) == [
        ("100.5", 2, 2),
        ("101.5", 1, 1),
        ("102.5", 1, 1),
    ]
