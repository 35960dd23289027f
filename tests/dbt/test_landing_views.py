"""What dbt sees of the landing lake: complete loads, latest versions, nothing from the future."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.dbt import project

MONDAY, TUESDAY = project.utc("2026-07-06 05:00:00"), project.utc("2026-07-07 05:00:00")


def issue(key: str, state: str | None, extracted_at: datetime, **more: object) -> dict[str, object]:
    """A landed version of an issue; only some columns, as an old file might have."""
    row = {"issue_id": key, "state": state, "is_deleted": False, "extracted_at": extracted_at}
    return {**row, **more}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose lake has seen kills, edits, deletions and a file with fewer columns."""
    home = tmp_path_factory.mktemp("o'home")
    project.write_load(
        home,
        "issues",
        "100.5",
        [issue("a", "OPEN", MONDAY, labels="severity:1"), issue("b", "OPEN", MONDAY)],
    )
    project.record_load(home, "100.5")
    project.write_load(
        home,
        "issues",
        "101.5",
        [
            issue("a", "CLOSED", MONDAY, repository="harbour/checkout", labels="severity:3"),
            issue("b", None, MONDAY, is_deleted=True),
            issue("c", "OPEN", TUESDAY),
        ],
    )
    project.record_load(home, "101.5")
    project.write_load(home, "issues", "102.5", [issue("d", "OPEN", MONDAY)])
    project.write_load(home, "issues", "103.5", [issue("e", "OPEN", MONDAY)])
    project.record_load(home, "103.5", '{"load_id":"103.5","sta')
    broken = project.write_load(home, "issues", "104.5", [issue("f", "OPEN", MONDAY)])
    broken.write_bytes(broken.read_bytes()[:100])
    models = [
        "stg_github__issues",
        "stg_github__releases",
        "stg_landing__loads",
        "stg_landing__columns",
    ]
    result = project.run_dbt("build", "--select", *models, home=home)
    assert result.returncode == 0, result.stdout
    return home


@pytest.fixture
def warehouse(home: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(home / "warehouse.duckdb"), read_only=True)


def test_only_complete_loads_count(warehouse: duckdb.DuckDBPyConnection) -> None:
    landed = warehouse.sql("select issue_id, _load_id from landing_github.issues order by 2, 1")
    assert landed.fetchall() == [
        ("a", "100.5"),
        ("b", "100.5"),
        ("a", "101.5"),
        ("b", "101.5"),
        ("c", "101.5"),
    ]
    loads = "select source, load_id from staging.stg_landing__loads order by load_id"
    assert warehouse.sql(loads).fetchall() == [
        ("github", "100.5"),
        ("github", "101.5"),
    ]


def test_the_latest_version_known_at_as_of_stays(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.sql("select issue_id, state, repository from staging.stg_github__issues")
    assert rows.fetchall() == [("a", "CLOSED", "harbour/checkout")]


def test_what_a_record_said_at_first_is_kept_beside(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select labels, labels_when_first_read from staging.stg_github__issues where issue_id = 'a'
    """
    assert warehouse.execute(query).fetchall() == [("severity:3", "severity:1")]


def test_a_stream_that_never_landed_is_empty_and_typed(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    types = warehouse.sql("select published_at, is_draft from staging.stg_github__releases").types
    assert [str(kind) for kind in types] == ["TIMESTAMP", "BOOLEAN"]
    assert warehouse.sql("select count(*) from landing_github.releases").fetchall() == [(0,)]


def test_the_newest_file_says_which_columns_there_are(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    columns = warehouse.sql("select column_name from staging.stg_landing__columns order by 1")
    assert [name for (name,) in columns.fetchall()] == [
        "extracted_at",
        "is_deleted",
        "issue_id",
        "labels",
        "repository",
        "state",
    ]


def test_an_unreadable_as_of_is_one_clear_error(tmp_path: Path) -> None:
    result = project.run_dbt(
        "compile", "--inline", "select {{ as_of() }}", home=tmp_path, as_of="yesterday"
    )
    assert result.returncode != 0
    assert "TEAM_OUTCOMES_AS_OF is 'yesterday'; write an instant" in result.stdout
