"""The history of audits: Parquet files beside the published tables, to which rows are only added.

Belongs here: reading and adding. Does not belong here: what a row says.

A file is written beside and put in its place in one step; `audit_run` comes last, so an audit that
was killed half-way is none, and its rows are left out by the next one. A quarter that is audited
again gets another number; nothing of the first is touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from expectations.audit.tables import RUN, TABLES
from expectations.files import literal, put_in_place

Rows = Sequence[Mapping[str, Any]]
UNFINISHED = ".unfinished"


def file_of(folder: Path, table: str) -> Path:
    """Where a table's history lies."""
    return folder / f"{table}.parquet"


def kept(folder: Path, table: str) -> str:
    """SQL that gives a table's rows of finished audits, typed; none where there is no file."""
    columns = TABLES[table]
    typed = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns.items())
    names = ", ".join(columns)
    query = f"select {typed} where false"
    file = file_of(folder, table)
    if file.exists():
        query += f" union all by name select * from read_parquet({literal(file)})"  # noqa: S608
    if table == RUN:
        return f"select {names} from ({query})"  # noqa: S608 - names of ours
    finished = f"select audit_id from ({kept(folder, RUN)})"  # noqa: S608
    return f"select {names} from ({query}) where audit_id in ({finished})"  # noqa: S608


def next_audit_id(folder: Path, quarter: str) -> str:
    """The name of the next audit of a quarter."""
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select count(*) from ({kept(folder, RUN)}) where quarter = ?",  # noqa: S608
            [quarter],
        ).fetchall()
    return f"{quarter}-{found[0][0] + 1}"


def add(folder: Path, audit: Mapping[str, Rows]) -> None:
    """Add an audit's rows to every table, `audit_run` last.

    Args:
        folder: The folder of Parquet copies.
        audit: Rows by table; every one has its `audit_id`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table in sorted(TABLES, key=lambda name: (name == RUN, name)):
        _add(folder, table, audit.get(table, ()))


def _add(folder: Path, table: str, rows: Rows) -> None:
    columns = TABLES[table]
    target = file_of(folder, table)
    draft = target.with_name(f".{target.name}{UNFINISHED}")
    with duckdb.connect() as connection:
        # The names and types are constants of this package.
        kinds = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        connection.execute(f"create table added ({kinds})")
        if rows:
            marks = ", ".join("?" for _ in columns)
            values = [[row.get(name) for name in columns] for row in rows]
            connection.executemany(f"insert into added values ({marks})", values)  # noqa: S608
        both = f"select * from ({kept(folder, table)}) union all select * from added"  # noqa: S608
        connection.execute(f"copy ({both}) to {literal(draft)} (format parquet)")
    put_in_place(draft, target)
