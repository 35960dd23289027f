"""What is about to be published: the marts, changed by the gates and the previous publication.

Here: attaching the databases and the query of each table. Not here: writing files (`write.py`).
The SQL lies in `sql/`, one file a table that differs from its mart.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from expectations.audit import history
from expectations.audit.tables import ACTION, TABLES
from expectations.disclosure.ledger import TABLE as LEDGER
from expectations.files import literal
from orchestration.publication import disclosure
from orchestration.publication.contract import Table
from orchestration.publication.errors import PublicationError

SQL = Path(__file__).parent / "sql"
BLOCKED = """
    select check_id, detail from warehouse.gates.gate_results
    where not passed and severity = 'block' order by all
"""
SHOWN_BLOCKS = 3
SCRIPTS = (
    "persons",
    "failures",
    "bottleneck_failures",
    "safety_failures",
    "audit_standing",
    "hidden_cells",
    "hidden_loads",
)
RUN = "create temp table run as select max(as_of) as as_of from warehouse.marts.fct_team_metrics"
PREVIOUS = {
    "previous_cells": """
        select
            metric_id, definition_version, team_id, grain, period_start,
            coalesce(value, last_good_value) as previous_value,
            case when value is not null then as_of else last_good_as_of end as previous_as_of
        from {origin}.marts.fct_team_metrics
    """,
    "previous_signals": """
        select
            source, stream, metric_id,
            since as previous_since,
            last_good_as_of as previous_good_as_of
        from {origin}.marts.rpt_signal_status
    """,
}

logger = logging.getLogger(__name__)


@contextmanager
def prepared(warehouse: Path, previous: Path, kept: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the warehouse, and can run the query of every table.

    Args:
        warehouse: The warehouse, with marts and gates of this run.
        previous: The leadership.duckdb of the previous publication; need not exist.
        kept: The folder of Parquet copies, with the history of audits.

    Raises:
        PublicationError: There is no warehouse to publish, or a guard blocks the publication.
    """
    if not warehouse.exists():
        raise PublicationError(f"There is no warehouse at {warehouse}: run the daily job first.")
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(warehouse)} as warehouse (read_only)")
        stop_if_blocked(connection)
        connection.execute(RUN)
        _see_previous(connection, previous)
        for table in TABLES:
            connection.execute(f"create temp table kept_{table} as {history.kept(kept, table)}")
        disclosure.withhold(connection, kept)
        for name in SCRIPTS:
            connection.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
        yield connection


def stop_if_blocked(connection: duckdb.DuckDBPyConnection) -> None:
    """Let nothing through that a guard blocks.

    Raises:
        PublicationError: A guard blocks, or the guards have not run.
    """
    try:
        blocked = connection.execute(BLOCKED).fetchall()
    except duckdb.CatalogException as error:
        raise PublicationError(
            "The guards have not judged this warehouse: run the daily job, which does it."
        ) from error
    if blocked:
        shown = "; ".join(f"{check_id}: {detail}" for check_id, detail in blocked[:SHOWN_BLOCKS])
        more = f" (and {len(blocked) - SHOWN_BLOCKS} more)" if len(blocked) > SHOWN_BLOCKS else ""
        raise PublicationError(
            f"Nothing was published, the last publication stays. A guard blocks it: {shown}{more}"
        )


def mart_query(table: Table) -> str:
    """The query that gives the published rows of a mart, in the order of its key."""
    file = SQL / f"{table.name}.sql"
    overlaid = file.read_text(encoding="utf-8") if file.exists() else None
    rows = overlaid or f"select * from warehouse.marts.{table.name}"  # noqa: S608 - a model's name
    columns = ", ".join(table.columns)
    return f"select {columns} from (\n{rows}\n) order by {order_by(table)}"  # noqa: S608


def order_by(table: Table) -> str:
    """The terms by which a table's rows are ordered: its key."""
    return ", ".join(f"{column} nulls last" for column in table.key)


def audit_queries() -> dict[str, str]:
    """The queries of the tables of audit.duckdb that are no marts, by table."""
    history_of_audits = {
        name: f"select * from kept_{name} order by all"  # noqa: S608 - a table of ours
        for name in TABLES
        if name != ACTION
    }
    said = {LEDGER: f"select * from {disclosure.SAID} order by all"}  # noqa: S608 - a table of ours
    return (
        history_of_audits
        | said
        | {
            file.stem: f"select * from (\n{file.read_text(encoding='utf-8')}\n) order by all"  # noqa: S608
            for file in sorted((SQL / "audit").glob("*.sql"))
        }
    )


def _see_previous(connection: duckdb.DuckDBPyConnection, previous: Path) -> None:
    """Copy what is carried on from the previous publication; nothing, where there is none."""
    for name, query in PREVIOUS.items():
        nothing = f"{query.format(origin='warehouse')} where false"
        connection.execute(f"create temp table {name} as {nothing}")
    if not previous.exists():
        return
    try:
        connection.execute(f"attach {literal(previous)} as previous (read_only)")
        for name, query in PREVIOUS.items():
            connection.execute(f"insert into {name} {query.format(origin='previous')}")
        connection.execute("detach previous")
    except duckdb.Error as error:
        logger.warning("The previous publication cannot be read and is left aside: %s", error)
