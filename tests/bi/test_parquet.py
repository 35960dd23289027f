"""The Parquet copies have the types that Tableau, Power BI and others read without guessing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.dashboards.generated import Size, publish
from orchestration.publication.contract import Table, leadership_tables
from orchestration.publication.write import Draft, write_parquet

KINDS = {
    "varchar": pa.string(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("parquet")
    file = folder / "leadership.duckdb"
    publish(file, Size(teams=2, years=1), seed=1, mark=1)
    orders = {table.name: ", ".join(table.key) for table in leadership_tables()}
    return {
        draft.target.stem: draft.file for draft in write_parquet(Draft(file, file), folder, orders)
    }


@pytest.mark.parametrize("table", leadership_tables(), ids=lambda table: table.name)
def test_a_copy_has_the_types_of_the_contract(table: Table, copies: dict[str, Path]) -> None:
    schema = pq.read_schema(copies[table.name])
    assert schema.names == list(table.columns)
    assert [schema.field(name).type for name in schema.names] == [
        KINDS[kind] for kind in table.columns.values()
    ]


def test_what_is_missing_is_null_in_the_copy(copies: dict[str, Path]) -> None:
    read = pq.read_table(copies["fct_team_metrics"], columns=["status", "value"])
    with duckdb.connect() as connection:
        connection.register("copy", read)
        wrong = connection.execute(
            "select count(*) from copy where (value is null) = (status in ('ok', 'provisional'))"
        ).fetchone()
    assert read.column("value").null_count > 0
    assert wrong == (0,)
