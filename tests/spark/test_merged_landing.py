"""Landing of which past days were merged is read alike by both engines."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from extract.core.run import compact_source
from extract.core.settings import CoreSettings
from extract.registry import source_named
from tests.dbt import project
from tests.spark.conftest import Answers
from tests.spark.landing_macros import register_landed

pytestmark = pytest.mark.spark

NOW = datetime(2026, 7, 8, 6, tzinfo=UTC)
COLUMNS = {
    "issue_id": "varchar",
    "state": "varchar",
    "raw_json": "varchar",
    "is_deleted": "boolean",
    "extracted_at": "timestamp",
    "_load_id": "varchar",
}
ISSUES = ", ".join(COLUMNS)
ASKED = {
    "rows": f"select {ISSUES} from landing_github.issues order by issue_id, _load_id",
    "loads": "select source, load_id from landing.loads order by load_id",
    "columns": "select source, stream, column_name from landing.columns order by column_name",
    "fill": "select load_id, column_name, n_known, n_records from landing.column_fill "
    "where column_name in ('state', 'raw_json') order by load_id, column_name",
}


def issue(key: str, state: str | None, day: int) -> dict[str, Any]:
    """One version of an issue; without a state it was deleted."""
    return {
        "issue_id": key,
        "state": state,
        "raw_json": None if state is None else "{}",
        "is_deleted": state is None,
        "extracted_at": project.utc(f"2026-07-0{day} 05:00:00"),
    }


@pytest.fixture(name="home")
def home_whose_past_days_are_merged(tmp_path: Path) -> Path:
    """Loads of two past days in one file, one of today, and one that was killed."""
    home = tmp_path / "o'home"
    days = [
        [issue("a", "OPEN", 6), issue("b", "OPEN", 6)],
        [issue("a", "CLOSED", 7), issue("b", None, 7)],
        [issue("c", "OPEN", 8)],
    ]
    for day, rows in enumerate(days):
        project.write_load(home, "issues", f"10{day}.5", rows)
        project.record_load(home, f"10{day}.5")
    project.write_load(home, "issues", "109.5", [issue("z", "OPEN", 6)])
    project.record_load(home, "109.5", '{"load_id":"109.5","sta')
    settings = CoreSettings(home, NOW, "off")
    assert compact_source(source_named("github"), settings, many=1) is not None
    return home


def test_both_engines_read_the_same_rows_loads_and_columns(home: Path, on_spark: Answers) -> None:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra

    session = SparkSession.getActiveSession()
    assert session is not None

    def ask_spark(sql: str) -> SimpleNamespace:
        frame = session.sql(sql)
        return SimpleNamespace(rows=frame.collect(), column_names=frame.columns)

    with duckdb.connect() as connection:

        def ask_duckdb(sql: str) -> SimpleNamespace:
            answer = connection.execute(sql)
            names = [column[0] for column in answer.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
            columns = [SimpleNamespace(values=lambda n=n: [row[n] for row in rows]) for n in names]
            return SimpleNamespace(rows=rows, columns=columns)

        register_landed("duckdb", home, COLUMNS, ask_duckdb)
        register_landed("spark", home, COLUMNS, ask_spark)
        found = {name: connection.execute(sql).fetchall() for name, sql in ASKED.items()}
    assert [row[0] + row[-1] for row in found["rows"]] == [
        "a100.5",
        "a101.5",
        "b100.5",
        "b101.5",
        "c102.5",
    ]
    assert {name: on_spark(sql) for name, sql in ASKED.items()} == found
