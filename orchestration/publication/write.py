"""Writes the files of a publication beside those they will replace.

Here: temporary files, whole and on disk. Not here: whether they are right (`audit.py`), and putting
them in their place (`publish.py`).

A file is written in DuckDB's storage version 1.2, so that clients from 1.2 on can read it. Its
name begins with a dot until it is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.files import literal, synchronise

STORAGE_VERSION = "v1.2.0"
ROW_GROUP_SIZE = 8192
"""Rows that DuckDB reads or leaves out together. A leader asks for some hundreds of what may be a
million, and they stand together: of the default, 122,880, a question would read most of a mart."""
UNFINISHED = ".unfinished"
SCHEMA = "marts"


@dataclass(frozen=True)
class Draft:
    """A file that is written and not yet published.

    Attributes:
        file: Where it is now.
        target: Where it shall be.
    """

    file: Path
    target: Path

    @classmethod
    def of(cls, target: Path) -> Draft:
        """The draft of a target, in the same folder: only there a rename is atomic."""
        return cls(target.with_name(f".{target.name}{UNFINISHED}"), target)


def write_views(database: Draft, schema: str, views: Mapping[str, str]) -> None:
    """Add views to a drafted database, in their order.

    Raises:
        duckdb.Error: One of them reads what the database does not hold.
    """
    with duckdb.connect(str(database.file)) as connection:
        connection.execute(f"create schema {schema}")
        for name, query in views.items():
            connection.execute(f"create view {schema}.{name} as {query}")
    synchronise(database.file)


def write_database(
    connection: duckdb.DuckDBPyConnection, target: Path, schema: str, queries: Mapping[str, str]
) -> Draft:
    """Write a database with one table a query.

    Raises:
        duckdb.Error: A query fails or the file cannot be written.
    """
    draft = Draft.of(target)
    connection.execute(
        f"attach {literal(draft.file)} as draft "
        f"(storage_version '{STORAGE_VERSION}', row_group_size {ROW_GROUP_SIZE})"
    )
    try:
        connection.execute(f"create schema draft.{schema}")
        for name, query in queries.items():
            connection.execute(f"create table draft.{schema}.{name} as {query}")
        connection.execute("checkpoint draft")
    finally:
        connection.execute("detach draft")
    synchronise(draft.file)
    return draft


def write_parquet(database: Draft, folder: Path, tables: Mapping[str, str]) -> list[Draft]:
    """Copy tables of a drafted database to Parquet, each ordered by its key.

    Args:
        database: The drafted leadership.duckdb.
        folder: Where the copies shall be.
        tables: For each table, the terms it is ordered by.

    Raises:
        duckdb.Error: A file cannot be written.
    """
    drafts = []
    with duckdb.connect(str(database.file), read_only=True) as connection:
        for name, order in tables.items():
            draft = Draft.of(folder / f"{name}.parquet")
            rows = f"select * from {SCHEMA}.{name} order by {order}"  # noqa: S608
            connection.execute(f"copy ({rows}) to {literal(draft.file)} (format parquet)")
            synchronise(draft.file)
            drafts.append(draft)
    return drafts


def remove_unfinished(*folders: Path) -> None:
    """Remove what a run that was killed left behind, its write-ahead logs included."""
    for folder in folders:
        for file in folder.glob(f".*{UNFINISHED}*"):
            file.unlink(missing_ok=True)
