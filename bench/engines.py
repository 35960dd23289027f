"""Compares what two engines built, cell by cell: `python -m bench.engines`.

Here: the published tables of `warehouse.duckdb` beside those of Spark's own folder. Not here: the
builds (`orchestration`). Numbers may differ by 1e-9 of themselves, for sums are taken in any order.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration import paths
from orchestration.publication.contract import Table, audit_tables, leadership_tables
from orchestration.spark.warehouse import bring_back

TOLERANCE = 1e-9
SHOWN = 3
SCHEMA = "marts"

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Compared:
    """What became of one table.

    Attributes:
        name: The table.
        cells: How many were compared.
        differing: How many of them differ; every cell of a row that one engine lacks does.
        examples: Some of them.
    """

    name: str
    cells: int
    differing: int
    examples: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and return the exit code: 1 where a cell differs or nothing was compared."""
    parser = argparse.ArgumentParser(prog="python -m bench.engines", description=__doc__)
    parser.add_argument("--duckdb", type=Path, default=paths.warehouse(), help="built by DuckDB")
    parser.add_argument("--spark", type=Path, default=paths.home() / "spark" / "warehouse")
    options = parser.parse_args(arguments)
    found = compare(options.duckdb, options.spark)
    for table in found:
        sys.stdout.write(f"{table.name:34} {table.cells:9} cells {table.differing:7} differ\n")
        for example in table.examples:
            sys.stdout.write(f"    {example}\n")
    cells, differing = sum(t.cells for t in found), sum(t.differing for t in found)
    sys.stdout.write(f"{len(found)} tables, {cells} cells compared, {differing} differ\n")
    return 0 if cells and not differing else 1


def compare(duckdb_file: Path, spark_folder: Path) -> list[Compared]:
    """Compare every published table.

    Args:
        duckdb_file: The warehouse that DuckDB built.
        spark_folder: Spark's own warehouse folder.

    Raises:
        MissingTableError: Spark did not build a published table.
        duckdb.Error: A file cannot be read.
    """
    published = (*leadership_tables(), *audit_tables())
    copy = spark_folder.parent / "compared.duckdb"
    bring_back(spark_folder, [(SCHEMA, table.name) for table in published], copy)
    with (
        duckdb.connect(str(duckdb_file), read_only=True) as one,
        duckdb.connect(str(copy), read_only=True) as other,
    ):
        return [_compare(table, one, other) for table in published]


def _compare(
    table: Table, one: duckdb.DuckDBPyConnection, other: duckdb.DuckDBPyConnection
) -> Compared:
    columns = list(table.columns)
    places = [columns.index(column) for column in table.key]
    ours, theirs = (_rows(connection, table.name, columns, places) for connection in (one, other))
    differing = 0
    examples: list[str] = []
    for key in sorted(ours.keys() | theirs.keys(), key=repr):
        row, counterpart = ours.get(key), theirs.get(key)
        if row is None or counterpart is None:
            wrong = columns
        else:
            pairs = zip(columns, row, counterpart, strict=True)
            wrong = [column for column, left, right in pairs if not alike(left, right)]
        differing += len(wrong)
        if wrong and len(examples) < SHOWN:
            examples.append(f"{key}: {wrong[:SHOWN]} {_shown(columns, wrong, row, counterpart)}")
    cells = len(columns) * len(ours.keys() | theirs.keys())
    return Compared(table.name, cells, differing, tuple(examples))


def alike(left: object, right: object) -> bool:
    """Whether two cells say the same."""
    if isinstance(left, float) and isinstance(right, float):
        if math.isnan(left) or math.isnan(right):
            return math.isnan(left) and math.isnan(right)
        return math.isclose(left, right, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return left == right


def _rows(
    connection: duckdb.DuckDBPyConnection, name: str, columns: list[str], places: list[int]
) -> dict[Row, Row]:
    names = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(f'select {names} from {SCHEMA}."{name}"').fetchall()  # noqa: S608
    return {tuple(row[place] for place in places): row for row in rows}


def _shown(columns: list[str], wrong: list[str], row: Row | None, counterpart: Row | None) -> str:
    if row is None or counterpart is None:
        return "only Spark has it" if row is None else "only DuckDB has it"
    place = columns.index(wrong[0])
    return f"{row[place]!r} and {counterpart[place]!r}"


if __name__ == "__main__":
    sys.exit(main())
