"""Tables as their contracts have them, for publications that tests make by hand.

Here: creating and filling. Not here: any row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from orchestration.publication.contract import Table


def create(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Empty tables in the schema `marts`, with the columns of their contracts."""
    for table in tables:
        columns = ", ".join(f"{name} {kind}" for name, kind in table.columns.items())
        connection.execute(f"create table marts.{table.name} ({columns})")


def fill(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Insert rows that name only some columns into a table of `marts`."""
    for row in rows:
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection.execute(
            f"insert into marts.{table} ({names}) values ({marks})", list(row.values())
        )
