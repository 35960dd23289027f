"""Reads what was written as a reader would, and refuses what may not be published.

Belongs here: rules of the finished files. Does not belong here: rules of numbers, which guards
judge before anything is written (expectations/suites/marts).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.publication.errors import AuditError

KEYS = {
    "dim_dates": ("date_day",),
    "dim_metrics": ("metric_id",),
    "dim_teams": ("team_id",),
    "fct_team_metrics": ("metric_id", "team_id", "grain", "period_start"),
    "rpt_signal_status": ("source", "metric_id"),
    "rpt_workload_distribution": ("team_id", "load_kind", "window_start"),
}
"""The contract's tables with the columns that name a row."""


def check_leadership(database: Path, warehouse: Path) -> None:
    """Refuse a leaders' database that lacks a table, repeats a key, loses a row or names a person.

    Raises:
        AuditError: With everything that is wrong with it.
    """
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute(f"attach '{str(warehouse).replace(chr(39), chr(39) * 2)}' as warehouse (read_only)")
        problems = [
            *_missing_tables(connection),
            *_repeated_keys(connection),
            *_lost_rows(connection),
            *_numbers_against_status(connection),
            *_persons(connection),
        ]
    if problems:
        raise AuditError(f"The written publication is refused: {'; '.join(problems)}.")


def check_parquet(database: Path, target_of: dict[str, Path]) -> None:
    """Refuse Parquet copies that do not hold the rows of the database.

    Raises:
        AuditError: Naming each table that differs.
    """
    with duckdb.connect(database, read_only=True) as connection:
        differing = [
            table
            for table, target in target_of.items()
            if _count(connection, f"marts.{table}")
            != _count(connection, f"read_parquet('{str(target).replace(chr(39), chr(39) * 2)}')")
        ]
    if differing:
        raise AuditError(f"The Parquet copies differ from the database: {', '.join(differing)}.")


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    found = connection.execute(f"select count(*) from {relation}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select table_name from duckdb_tables() "
        "where schema_name = 'marts' and database_name != 'warehouse'"
    )
    return [str(row[0]) for row in rows.fetchall()]


def _missing_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [f"{name} is missing" for name in sorted(set(KEYS) - set(_tables(connection)))]


def _repeated_keys(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = []
    for table in set(KEYS) & set(_tables(connection)):
        key = ", ".join(KEYS[table])
        repeated = _count(
            connection,
            f"(select {key} from marts.{table} group by {key} having count(*) > 1)",  # noqa: S608
        )
        if repeated:
            found.append(f"{table} repeats {repeated} keys")
    return found


def _lost_rows(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = []
    for table in _tables(connection):
        if table == "rpt_signal_status":
            continue
        written = _count(connection, f"marts.{table}")
        built = _count(connection, f"warehouse.marts.{table}")
        if written != built:
            found.append(f"{table} has {written} rows, its mart {built}")
    return found


def _numbers_against_status(connection: duckdb.DuckDBPyConnection) -> list[str]:
    wrong = _count(
        connection,
        "(select 1 from marts.fct_team_metrics "
        "where (value is not null) != (status in ('ok', 'provisional')))",
    )
    return [f"fct_team_metrics shows {wrong} values against their status"] if wrong else []


def _persons(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Find every text column in which a person or an account of the organisation stands."""
    connection.execute("""
        create temp table persons as
        select person_id as name from warehouse.staging.stg_file_drops__roster
        union select account from warehouse.staging.stg_file_drops__identities
        union select author_login from warehouse.staging.stg_github__pull_requests
    """)
    columns = connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts' "
        "and database_name not in ('warehouse', 'temp') and data_type = 'VARCHAR'"
    ).fetchall()
    return [
        f"{table}.{column} names persons"
        for table, column in columns
        if _count(
            connection,
            f'marts.{table} where "{column}" in (select name from persons where name is not null)',
        )
    ]
