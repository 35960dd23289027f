"""Copies publications into Postgres: write beside, then swap by name, in one transaction.

Here: schemas, tables, grants and rows. Not here: where the database is (`__main__.py`).

A reader sees the old mirror until the transaction ends and the new one after it. Whatever goes
wrong before that, a kill or a lost connection, leaves the old one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import duckdb
import psycopg
from psycopg import sql

from bi.postgres.kinds import MirrorError, copied_type, postgres_type

LEADERS, AUDITORS = "team_outcomes_leaders", "team_outcomes_auditors"
BATCH = 10_000
PATIENCE = "60s"
# Two mirrors at once would build the same schemas.
ONE_AT_A_TIME = 7_305_441_936_220
TABLES = """
    select table_schema, table_name from information_schema.tables
    where table_catalog = current_database() and table_schema in ('marts', 'semantic')
    order by all
"""


@dataclass(frozen=True)
class Audience:
    """Who reads which file.

    Attributes:
        schema: The schema its tables are in.
        file: The published database.
        roles: The roles that may read it.
    """

    schema: str
    file: Path
    roles: tuple[str, ...]


def audiences(published: Path) -> tuple[Audience, ...]:
    """Leaders read what leaders read; auditors read that, too. Nobody else reads anything."""
    return (
        Audience("leadership", published / "leadership.duckdb", (LEADERS, AUDITORS)),
        Audience("audit", published / "audit.duckdb", (AUDITORS,)),
    )


def renew(
    connection: psycopg.Connection,
    read: Sequence[Audience],
    meanings: Mapping[str, Mapping[str, str]],
) -> dict[str, int]:
    """Put the newest publications in the place of those before.

    Args:
        connection: May create schemas and roles; is left without an open transaction.
        read: The audiences.
        meanings: What each column of a table means, for comments.

    Returns:
        Rows by table, as schema.table.

    Raises:
        MirrorError: A type has no counterpart, or something of yours holds on to an old table.
        psycopg.Error: The database does not do it; the old mirror stays.
    """
    counts: dict[str, int] = {}
    with connection.transaction():
        _say(connection, "select pg_advisory_xact_lock({})", sql.Literal(ONE_AT_A_TIME))
        _say(connection, "set local lock_timeout = {}", sql.Literal(PATIENCE))
        for role in (LEADERS, AUDITORS):
            _make_role(connection, role)
        for audience in read:
            counts |= _write_beside(connection, audience, meanings)
        for audience in read:
            _swap(connection, audience)
    return counts


def _write_beside(
    connection: psycopg.Connection,
    audience: Audience,
    meanings: Mapping[str, Mapping[str, str]],
) -> dict[str, int]:
    """Fill a schema beside the one that is read."""
    draft = _beside(audience.schema)
    _say(connection, "create schema {}", sql.Identifier(draft))
    counts = {}
    with duckdb.connect(str(audience.file), read_only=True) as published:
        for schema, name in published.execute(TABLES).fetchall():
            source, table = f'"{schema}"."{name}"', (draft, name)
            kinds = {
                str(row[0]): postgres_type(name, str(row[0]), str(row[1]))
                for row in published.execute(f"describe {source}").fetchall()
            }
            _make_table(connection, table, kinds, meanings.get(name, {}))
            counts[f"{audience.schema}.{name}"] = fill(connection, table, published, source, kinds)
    return counts


def fill(
    connection: psycopg.Connection,
    table: tuple[str, str],
    published: duckdb.DuckDBPyConnection,
    source: str,
    kinds: Mapping[str, str],
) -> int:
    """Copy the rows of a table, in binary: every value and every null as it is."""
    statement = sql.SQL("copy {} from stdin (format binary)").format(sql.Identifier(*table))
    rows = published.execute(f"from {source}")
    count = 0
    with connection.cursor().copy(statement) as copy:
        copy.set_types([copied_type(kind) for kind in kinds.values()])
        while batch := rows.fetchmany(BATCH):
            for row in batch:
                copy.write_row(row)
            count += len(batch)
    return count


def _make_table(
    connection: psycopg.Connection,
    table: tuple[str, str],
    kinds: Mapping[str, str],
    meanings: Mapping[str, str],
) -> None:
    # The types are those of `kinds.py`, never words of somebody else.
    columns: list[sql.Composable] = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in kinds.items()
    ]
    _say(connection, "create table {} ({})", sql.Identifier(*table), _listed(columns))
    for name in kinds.keys() & meanings.keys():
        column = sql.Identifier(*table, name)
        _say(connection, "comment on column {} is {}", column, sql.Literal(meanings[name]))


def _swap(connection: psycopg.Connection, audience: Audience) -> None:
    """Drop the old schema, table by table, and give its name to the new one.

    Raises:
        MirrorError: A view of somebody's own reads an old table: it would be lost.
    """
    old, draft = sql.Identifier(audience.schema), sql.Identifier(_beside(audience.schema))
    found = connection.execute(
        "select tablename from pg_tables where schemaname = %s", [audience.schema]
    ).fetchall()
    try:
        for (name,) in found:
            _say(connection, "drop table {}", sql.Identifier(audience.schema, name))
        _say(connection, "drop schema if exists {}", old)
    except psycopg.errors.DependentObjectsStillExist as error:
        raise MirrorError(
            f"Something of your own reads a table of the schema {audience.schema} and would be "
            f"lost: {error.diag.message_detail} Drop it and make it again after each publication, "
            "or let it read a copy."
        ) from error
    _say(connection, "alter schema {} rename to {}", draft, old)
    roles = _listed([sql.Identifier(role) for role in audience.roles])
    _say(connection, "grant usage on schema {} to {}", old, roles)
    _say(connection, "grant select on all tables in schema {} to {}", old, roles)


def _make_role(connection: psycopg.Connection, role: str) -> None:
    """A role nobody logs in as: grant it to those who read."""
    held = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    if held is None:
        _say(connection, "create role {} nologin", sql.Identifier(role))


def _listed(parts: Sequence[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)


def _beside(schema: str) -> str:
    return f"{schema}_unfinished"


def _say(connection: psycopg.Connection, words: LiteralString, *parts: sql.Composable) -> None:
    connection.execute(sql.SQL(words).format(*parts))
