"""Reads the cells about people that a warehouse holds, or that a file is about to publish.

Belongs here: one query a published table (`cells_of/<table>.sql`), the reporting populations, and
the tree of teams. Does not belong here: what is withheld of them.

A table that says something of people gets a file in `cells_of/`; nothing else changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from expectations.disclosure.cells import Cell, Tree, quarter_start

FOLDER = Path(__file__).parent
TABLES = tuple(sorted(file.stem for file in (FOLDER / "cells_of").glob("*.sql")))
COLUMNS = (
    "measure, team_id, grain, period_start, period_end, n_contributors, is_withheld, is_unsaid"
)


@dataclass(frozen=True)
class Gathered:
    """Cells about people.

    Attributes:
        tables: The published table of each measure.
        said: Cells that hold numbers, or lack them for the few people behind them.
        unsaid: Cells whose numbers are hidden for another reason, such as a broken source.
    """

    tables: dict[str, str]
    said: list[Cell]
    unsaid: list[Cell]


def tree(connection: duckdb.DuckDBPyConnection) -> Tree:
    """The teams of an attached warehouse."""
    rows = connection.execute("select team_id, parent_team_id from warehouse.marts.dim_teams")
    return Tree(dict(rows.fetchall()))


def cells(connection: duckdb.DuckDBPyConnection, origin: str) -> Gathered:
    """The cells of a database with marts.

    Args:
        connection: One to which the warehouse is attached as `warehouse`.
        origin: The attached database whose tables are read.

    Returns:
        Every cell, with the reporting population of the quarter it begins in.
    """
    query = (FOLDER / "populations.sql").read_text(encoding="utf-8")
    populations = {
        (team, day(quarter)): frozenset(people)
        for team, quarter, people in connection.execute(query).fetchall()
    }
    gathered = Gathered({}, [], [])
    for table in TABLES:
        sql = (FOLDER / "cells_of" / f"{table}.sql").read_text(encoding="utf-8")
        rows = f"select {COLUMNS} from ({sql.format(origin=origin)}) order by all"  # noqa: S608
        for measure, team, grain, start, end, count, is_withheld, is_unsaid in connection.execute(
            rows
        ).fetchall():
            first, last = quarter_start(day(start)), quarter_start(day(end) - timedelta(days=1))
            later = populations.get((team, last), frozenset())
            cell = Cell(
                measure,
                team,
                grain,
                day(start),
                day(end),
                populations.get((team, first), frozenset()),
                count or 0,
                is_withheld,
                later if grain == "week" and last != first else frozenset(),
            )
            gathered.tables[measure] = table
            (gathered.unsaid if is_unsaid else gathered.said).append(cell)
    return gathered


def day(value: date | datetime) -> date:
    """A day, whether it came with a time or not."""
    return value.date() if isinstance(value, datetime) else value
