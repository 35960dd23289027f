"""From Spark's files to the warehouse that guards read; Spark itself is not needed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.spark.warehouse import MissingTableError, bring_back, tables

INSTANT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def written(folder: Path, schema: str, name: str, *parts: pa.Table) -> None:
    """Files as Spark writes them: several of a table, instants in UTC, and one that says done."""
    place = folder / f"{schema}.db" / name
    place.mkdir(parents=True)
    (place / "_SUCCESS").touch()
    for number, part in enumerate(parts):
        pq.write_table(part, place / f"part-{number:05}.snappy.parquet")


def test_every_file_of_a_table_arrives_and_instants_lose_their_zone(tmp_path: Path) -> None:
    part = pa.table(
        {
            "n": pa.array([1], pa.int64()),
            "instant": pa.array([INSTANT], pa.timestamp("us", tz="UTC")),
        }
    )
    written(tmp_path / "spark", "marts", "facts", part, part.slice(1), part)
    file = tmp_path / "warehouse.duckdb"
    assert bring_back(tmp_path / "spark", [("marts", "facts")], file) == 1
    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.sql("select n, instant, typeof(instant) from marts.facts").fetchall()
    assert found == [(1, INSTANT.replace(tzinfo=None), "TIMESTAMP")] * 2


def test_a_table_without_files_is_named_and_the_old_warehouse_stays(tmp_path: Path) -> None:
    written(tmp_path / "spark", "marts", "facts", pa.table({"n": [1]}))
    file = tmp_path / "warehouse.duckdb"
    bring_back(tmp_path / "spark", [("marts", "facts")], file)
    before = file.read_bytes()
    with pytest.raises(MissingTableError, match=r"marts\.others"):
        bring_back(tmp_path / "spark", [("marts", "facts"), ("marts", "others")], file)
    assert file.read_bytes() == before


def test_tables_and_seeds_are_stored_and_views_are_not() -> None:
    def node(kind: str, schema: str, name: str, materialized: str) -> dict[str, object]:
        config = {"materialized": materialized}
        return {"resource_type": kind, "schema": schema, "alias": name, "config": config}

    nodes = {
        "a": node("model", "staging", "stored", "table"),
        "b": node("model", "semantic", "seen", "view"),
        "c": node("seed", "seeds", "given", "seed"),
        "d": node("test", "tests", "asked", "test"),
    }
    assert tables({"nodes": nodes}) == [("seeds", "given"), ("staging", "stored")]
