"""A published leadership.duckdb of any size, generated from a seed.

Here: rows with the contract's columns, written as every publication is. Not here: anything
measured; and no number in it means anything. The SQL lies in `sql/`, one file a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from expectations import catalogue
from expectations.files import put_in_place
from orchestration.publication import audit, write
from orchestration.publication.contract import (
    SEMANTIC,
    Table,
    leadership_tables,
    leadership_views,
)

SQL = Path(__file__).parent / "sql"
STATUSES = Path(__file__).parents[2] / "dbt_project/models/marts/core/dim_statuses.sql"
ORDER = (
    "dim_dates",
    "dim_teams",
    "fct_team_metrics",
    "rpt_bottlenecks",
    "rpt_bottleneck_evidence",
    "rpt_module_risk",
    "rpt_module_risk_evidence",
    "rpt_signal_status",
    "rpt_workload_distribution",
    "rpt_team_workload",
    "rpt_deployment_failure_links",
    "rpt_safety_signals",
)
# What the audit asks of a publication's connection; nobody is in what is generated.
NOBODY = """
    create temp table identifiers (name varchar);
    create temp macro names_a_person(words) as false
"""
MARKED = "change_lead_time"
RANGE = 1_000_000
JOINED = ("team_types", "grains", "known_gaming", "sources", "one_of", "starter_for")


@dataclass(frozen=True)
class Size:
    """How large a publication is.

    Attributes:
        teams: Teams that are no groups.
        years: Years of periods.
        last_day: The day it is of.
    """

    teams: int
    years: int
    last_day: str = "2026-07-06"


class GenerationError(Exception):
    """What was generated breaks the contract; says how."""


def publish(target: Path, size: Size, seed: int, mark: int) -> int:
    """Put a generated publication in the place of the one before, as the daily job does.

    Args:
        target: Where leadership.duckdb lies.
        size: How large it is.
        seed: Decides every number.
        mark: The number of the publication: it is in sentences, and in the values of one metric.

    Returns:
        The number of cells.

    Raises:
        GenerationError: A table is not as its contract says.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    tables = leadership_tables()
    with duckdb.connect() as connection:
        _prepare(connection, size, seed, mark)
        for table in _ordered(tables):
            query = _filled(connection, table)
            connection.execute(f"create table warehouse.marts.{table.name} as {query}")
        queries = {table.name: f"from warehouse.marts.{table.name}" for table in tables}
        draft = write.write_database(connection, target, write.SCHEMA, queries)
        write.write_views(draft, SEMANTIC, leadership_views())
        connection.execute(NOBODY)
        findings = audit.leadership_findings(connection, draft, tables)
        if findings:
            raise GenerationError(f"The generated publication is not whole: {findings[:3]}")
        cells = connection.execute("select count(*) from warehouse.marts.fct_team_metrics")
        found = cells.fetchone()
    put_in_place(draft.file, target)
    return int(found[0]) if found else 0


def _prepare(connection: duckdb.DuckDBPyConnection, size: Size, seed: int, mark: int) -> None:
    """What the SQL of tables may ask for: its size, its draws, its mark."""
    connection.execute("attach ':memory:' as warehouse; create schema warehouse.marts")
    macros: Mapping[str, str] = {
        "last_day()": f"date '{size.last_day}'",
        "years()": str(size.years),
        "teams()": str(size.teams),
        "mark()": str(mark),
        "is_marked(metric_id)": f"case when metric_id = '{MARKED}' then {RANGE} else 0 end",
        "draw(name)": f"(hash(name || '{seed}') % {RANGE}) / {RANGE}",
    }
    for name, meaning in macros.items():
        connection.execute(f"create macro {name} as {meaning}")
    connection.execute(f"create table periods as {_sql('periods')}")
    connection.register("catalogue", pd.DataFrame(_metrics()))


def _ordered(tables: tuple[Table, ...]) -> list[Table]:
    """Tables after those they are made from.

    Raises:
        GenerationError: A table is published that nothing is generated for.
    """
    known = ("dim_metrics", "dim_statuses", *ORDER)
    missing = [table.name for table in tables if table.name not in known]
    if missing:
        raise GenerationError(f"Write bench/dashboards/sql/<name>.sql for {missing}, and list it.")
    return sorted(tables, key=lambda table: known.index(table.name))


def _filled(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """A query with every column of the contract; what the SQL does not give is null."""
    made = {"dim_metrics": "from catalogue", "dim_statuses": STATUSES.read_text(encoding="utf-8")}
    query = made.get(table.name) or _sql(table.name)
    given = {row[0] for row in connection.execute(f"describe {query}").fetchall()}
    columns = ", ".join(
        f"cast({column if column in given else 'null'} as {kind}) as {column}"
        for column, kind in table.columns.items()
    )
    return f"select {columns} from ({query})"  # noqa: S608 - names of the contract


def _metrics() -> list[dict[str, object]]:
    """The catalogue as dim_metrics has it."""
    return [
        {
            key: ", ".join(map(str, value or ())) if key in JOINED else value
            for key, value in meta.items()
            if key != "eligible_decisions"
        }
        | {"verdict": "untested", "eligible_decisions": "team self-observation"}
        for meta in catalogue.metrics()
    ]


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
