"""What is published, table by table.

Here: reading and comparing whole publications. Not here: whether the numbers are right
(`tests/reference`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

# Columns that say when something ran rather than what it found, by table. They are left out of
# comparisons; TEAM_OUTCOMES_AS_OF freezes every other clock.
WALL_CLOCK_COLUMNS: Mapping[str, frozenset[str]] = {}
SHOWN_ROWS = 3
TABLES = """
    select table_catalog, table_schema, table_name from information_schema.tables
    where table_catalog = current_database() order by all
"""


@dataclass(frozen=True)
class Table:
    """A published table: its columns with their types, and its rows in no order."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def digest(self) -> str:
        """The same for the same columns and rows in any order."""
        lines = [repr(self.columns), *sorted(map(repr, self.rows))]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _table(connection: duckdb.DuckDBPyConnection, name: str, relation: str) -> Table:
    hidden = WALL_CLOCK_COLUMNS.get(name, frozenset())
    found = connection.sql(f"from {relation}")
    kept = [column for column in found.columns if column not in hidden]
    found = found.project(", ".join(f'"{column}"' for column in kept))
    types = tuple(zip(found.columns, map(str, found.types), strict=True))
    return Table(types, tuple(found.fetchall()))


def read_database(file: Path) -> dict[str, Table]:
    """The tables of a published database by name.

    Raises:
        duckdb.Error: the file is no whole database.
    """
    with duckdb.connect(str(file), read_only=True) as connection:
        return {
            name: _table(connection, name, f'"{database}"."{schema}"."{name}"')
            for database, schema, name in connection.sql(TABLES).fetchall()
        }


def read_parquet(file: Path) -> Table:
    """The rows of a published Parquet file.

    Raises:
        duckdb.Error: the file is no whole Parquet file.
    """
    with duckdb.connect() as connection:
        return _table(connection, file.stem, f"read_parquet('{file}')")


def files(published: Path) -> list[Path]:
    """The published files of a publication folder."""
    return sorted([*published.glob("[!.]*.duckdb"), *published.glob("parquet/[!.]*.parquet")])


def read_publication(published: Path) -> dict[str, Table]:
    """Every published table, named by its file within the folder and its name."""
    found = {}
    for file in files(published):
        name = str(file.relative_to(published))
        if file.suffix == ".parquet":
            found[name] = read_parquet(file)
        else:
            tables = read_database(file)
            found |= {f"{name} {table}": rows for table, rows in tables.items()}
    return found


def differences(one: Mapping[str, Table], other: Mapping[str, Table]) -> list[str]:
    """What differs between two publications, a line a table; empty if nothing does."""
    found = [f"{name}: only in one publication" for name in sorted(set(one) ^ set(other))]
    for name in sorted(set(one) & set(other)):
        left, right = one[name], other[name]
        if left.columns != right.columns:
            found.append(f"{name}: columns {left.columns} and {right.columns}")
        elif left.digest != right.digest:
            found.append(f"{name}: {_differing_rows(left, right)}")
    return found


def _differing_rows(left: Table, right: Table) -> str:
    here, there = Counter(map(repr, left.rows)), Counter(map(repr, right.rows))
    only_here, only_there = sorted((here - there).elements()), sorted((there - here).elements())
    return (
        f"{len(only_here)} and {len(only_there)} rows differ, such as "
        f"{only_here[:SHOWN_ROWS]} and {only_there[:SHOWN_ROWS]}"
    )
