"""Writes the files that will be published, beside the ones that are.

Belongs here: which tables go into which file, and the SQL that shows closed gates in them.
Does not belong here: whether the result may be published (audit.py) and the swap (files.py).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

SQL = Path(__file__).parent / "sql"
STORAGE_VERSION = "v1.2.0"
"""The oldest storage every DuckDB client since 1.2 can read."""

GATED = ("fct_team_metrics", "rpt_workload_distribution", "rpt_signal_status")
"""Tables made by a file of SQL here; every other mart is copied as it is."""

AUDIT_TABLES = {
    "gate_results": (
        "select * exclude (as_of), as_of from warehouse.gates.gate_results order by all"
    ),
    "extraction_log": """
        select 'github' as source, stream, scope, status, expected_count, known_count, landed_rows, detail
        from warehouse.staging.stg_github__extraction_log
        union all
        select 'file_drops' as source, stream, scope, status, expected_count, known_count, landed_rows, detail
        from warehouse.staging.stg_file_drops__extraction_log
        order by all
    """,
    "quarantine": """
        select 'github' as source, stream, scope as place, null as row_number, null as field, reason, null as remedy
        from warehouse.staging.stg_github__quarantine
        union all
        select 'file_drops', null, file, row_number, field, reason, remedy
        from warehouse.staging.stg_file_drops__quarantine
        order by all
    """,
}
"""What an auditor reads about the data itself. The quarantined values stay in the warehouse."""


def leadership(warehouse: Path, previous: Path, target: Path) -> None:
    """Write the leaders' database.

    Args:
        warehouse: The built and judged warehouse.
        previous: What is published now; it need not exist.
        target: Where to write.
    """
    with duckdb.connect() as connection:
        _attach(connection, warehouse, target)
        connection.execute("create schema published.marts")
        connection.execute(
            "create temp macro current_build() as "
            "(select max(as_of) from warehouse.marts.fct_team_metrics)"
        )
        _previous(connection, previous)
        connection.execute((SQL / "closed_gates.sql").read_text())
        for table in _marts(connection):
            if table not in GATED:
                connection.execute(
                    f"create table published.marts.{table} as "  # noqa: S608 - names of our marts
                    f"from warehouse.marts.{table} order by all"
                )
        for table in GATED:
            connection.execute((SQL / f"{table}.sql").read_text())


def audit(warehouse: Path, target: Path) -> None:
    """Write the auditors' database."""
    with duckdb.connect() as connection:
        _attach(connection, warehouse, target)
        connection.execute("create schema published.marts")
        for table, select in AUDIT_TABLES.items():
            connection.execute(f"create table published.marts.{table} as {select}")


def parquet(database: Path, target_of: dict[str, Path]) -> None:
    """Copy each table of a written database to Parquet."""
    with duckdb.connect(database, read_only=True) as connection:
        for table, target in target_of.items():
            connection.execute(
                f"copy (from marts.{table}) to '{_quoted(target)}' (format parquet)"  # noqa: S608
            )


def tables(database: Path) -> list[str]:
    """The tables of a written database, by name."""
    with duckdb.connect(database, read_only=True) as connection:
        return [
            str(row[0])
            for row in connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'marts' order by 1"
            ).fetchall()
        ]


def _attach(connection: duckdb.DuckDBPyConnection, warehouse: Path, target: Path) -> None:
    connection.execute(f"attach '{_quoted(warehouse)}' as warehouse (read_only)")
    connection.execute(
        f"attach '{_quoted(target)}' as published (storage_version '{STORAGE_VERSION}')"
    )


def _marts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        "select table_name from duckdb_tables() "
        "where database_name = 'warehouse' and schema_name = 'marts' order by 1"
    )
    return [str(row[0]) for row in found.fetchall()]


def _previous(connection: duckdb.DuckDBPyConnection, previous: Path) -> None:
    """Give what was published before as temporary tables, empty where there is nothing."""
    connection.execute(
        "create temp table previous_fct_team_metrics as "
        "from warehouse.marts.fct_team_metrics limit 0"
    )
    connection.execute(
        "create temp table previous_rpt_signal_status "
        "(source varchar, metric_id varchar, status varchar, since timestamp)"
    )
    if not previous.exists():
        return
    connection.execute(f"attach '{_quoted(previous)}' as previous (read_only)")
    for table in ("fct_team_metrics", "rpt_signal_status"):
        shared = connection.execute(
            "select column_name from duckdb_columns() "
            "where table_name = ? and database_name = 'previous' intersect "
            "select column_name from duckdb_columns() where table_name = ?",
            [table, f"previous_{table}"],
        ).fetchall()
        names = ", ".join(f'"{row[0]}"' for row in shared)
        connection.execute(
            f"insert into previous_{table} by name "  # noqa: S608 - names of our own columns
            f"select {names} from previous.marts.{table}"
        )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
