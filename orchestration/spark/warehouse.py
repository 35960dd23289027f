"""What Spark built as the warehouse that guards, detectors and publication read.

Here: from the Parquet files of Spark's tables to `warehouse.duckdb`, written beside and put in its
place whole. Not here: what is built; anything that judges or publishes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

# What dbt builds into tables; views over landed files are made by dbt's own macro for DuckDB.
KINDS = ("model", "seed")


class MissingTableError(Exception):
    """Spark has no files of a table that the project has; the text names it."""


def tables(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Schema and name of everything that dbt stores, in order.

    Args:
        manifest: dbt's manifest of the Spark build.
    """
    return sorted(
        (str(node["schema"]), str(node["alias"]))
        for node in manifest["nodes"].values()
        if node["resource_type"] in KINDS and node["config"]["materialized"] in ("table", "seed")
    )


def bring_back(folder: Path, names: list[tuple[str, str]], warehouse: Path) -> int:
    """Write the warehouse from Spark's tables; gives the number of tables.

    Args:
        folder: Spark's own warehouse folder.
        names: Schema and name of each table.
        warehouse: The file that is written.

    Raises:
        MissingTableError: A table has no files.
        duckdb.Error: A file cannot be read or written.
    """
    draft = warehouse.with_suffix(".duckdb.spark")
    draft.unlink(missing_ok=True)
    with duckdb.connect(str(draft)) as connection:
        connection.execute("set timezone = 'UTC'")
        for schema, name in names:
            files = sorted((folder / f"{schema}.db" / name).glob("*.parquet"))
            if not files:
                raise MissingTableError(
                    f"Spark has no files of {schema}.{name} in {folder}; run the build again and "
                    "read what dbt says of it."
                )
            connection.execute(f'create schema if not exists "{schema}"')
            columns = _columns(connection, files)
            connection.execute(
                f'create table "{schema}"."{name}" as select {columns} from read_parquet(?)',  # noqa: S608
                [[str(file) for file in files]],
            )
    draft.replace(warehouse)
    return len(names)


def _columns(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> str:
    """Every column, instants without the zone that Spark writes with them."""
    found = connection.execute(
        "describe select * from read_parquet(?)", [[str(file) for file in files]]
    ).fetchall()
    return ", ".join(
        f'cast(timezone(\'UTC\', "{name}") as timestamp) as "{name}"'
        if kind == "TIMESTAMP WITH TIME ZONE"
        else f'"{name}"'
        for name, kind, *_ in found
    )
