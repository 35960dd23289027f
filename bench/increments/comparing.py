"""Compares two warehouses, table by table.

Here: which rows of a table the other one lacks. Not here: building either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.files import literal

DIGITS = 9
# People of equal shares are numbered as it comes; no published value depends on it.
UNDEFINED = {"int_workload__shares": {"place"}}


@dataclass(frozen=True)
class Compared:
    """What was compared.

    Attributes:
        tables: How many tables.
        cells: How many cells the first warehouse has in them.
        differing: How many rows the other one lacks, or has beyond, by table.
    """

    tables: int
    cells: int
    differing: dict[str, int]


def compare(one: Path, other: Path, schemas: Sequence[str]) -> Compared:
    """Compare every table of the schemas; numbers to nine digits, for sums are taken in any order.

    Raises:
        duckdb.Error: A file cannot be read, or a table is in one of them only.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(one)} as one (read_only)")
        connection.execute(f"attach {literal(other)} as other (read_only)")
        found = connection.execute(
            """
            select schema_name, table_name, list(column_name order by column_index),
                list(data_type order by column_index)
            from duckdb_columns()
            semi join duckdb_tables() using (database_name, schema_name, table_name)
            where database_name = 'one' and list_contains(?, schema_name)
            group by all order by all
            """,
            [list(schemas)],
        ).fetchall()
        cells, differing = 0, {}
        for schema, table, names, types in found:
            place = f'"{schema}"."{table}"'
            columns = [
                f'round("{n}", {DIGITS})' if t == "DOUBLE" else f'"{n}"'
                for n, t in zip(names, types, strict=True)
                if n not in UNDEFINED.get(table, ())
            ]
            rows, lacking = _lacking(connection, place, ", ".join(columns))
            cells += rows * len(columns)
            if lacking:
                differing[f"{schema}.{table}"] = lacking
        return Compared(len(found), cells, differing)


def _lacking(connection: duckdb.DuckDBPyConnection, place: str, columns: str) -> tuple[int, int]:
    row = connection.execute(
        f"""
        select
            (select count(*) from one.{place}),
            (select count(*) from (
                select {columns} from one.{place} except all select {columns} from other.{place}
            )) + (select count(*) from (
                select {columns} from other.{place} except all select {columns} from one.{place}
            ))
        """  # noqa: S608 - names from the warehouse's own catalogue
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)
