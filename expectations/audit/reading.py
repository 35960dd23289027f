"""What an audit reads: rows of the warehouse and of what is published.

Belongs here: running the queries of `sql/`. Does not belong here: what follows from a row. The
connection sees the databases as `warehouse`, `published` and `trail` (audit.duckdb); a relation
that is not there gives no rows, and what rests on it is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from expectations.audit.period import Quarter, QuarterError

SQL = Path(__file__).parent / "sql"
OPTIONAL = {
    "findings": ("warehouse", "detectors", "signal_questions"),
    "resolutions": ("warehouse", "detectors", "signal_questions"),
    "testable": ("warehouse", "detectors", "detector_results"),
    "gameability": ("warehouse", "marts", "gameability"),
    "reds": ("trail", "marts", "audit_answer"),
}
"""Queries over relations that may not be there."""
INSTANTS = """
    select
        (select max(as_of) from warehouse.marts.fct_team_metrics),
        (select max(as_of) from published.marts.fct_team_metrics)
"""
FIRST = """
    select
        min(period_start),
        count(*) filter (where period_start >= $quarter_start and period_start < $quarter_end)
    from published.marts.fct_team_metrics
"""
"""When the first published period starts, and how many cells the audited quarter has: a week of one
is enough, by which an audit says how little it knows."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """An open connection and the instant and quarter that are audited.

    Attributes:
        connection: Sees `warehouse`, `published` and `trail`.
        quarter: The quarter.
        as_of: The instant of what is published.
    """

    connection: duckdb.DuckDBPyConnection
    quarter: Quarter
    as_of: datetime

    def rows(self, name: str) -> list[Row]:
        """The rows of one query of `sql/`."""
        if name in OPTIONAL and not self._has(*OPTIONAL[name]):
            return []
        text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
        known = {
            "quarter": self.quarter.name,
            "quarter_start": self.quarter.start,
            "quarter_end": self.quarter.end,
            "before_start": self.quarter.previous.start,
            "as_of": self.as_of.date(),
        }
        bound = {key: value for key, value in known.items() if _binds(text, key)}
        found = self.connection.execute(text, bound)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _has(self, database: str, schema: str, table: str) -> bool:
        found = self.connection.execute(
            "select count(*) from duckdb_tables() "
            "where database_name = ? and schema_name = ? and table_name = ?",
            [database, schema, table],
        ).fetchall()
        return bool(found[0][0])


def opened(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> Source:
    """The source of an audit.

    Raises:
        QuarterError: The quarter is not over, nothing is published of it, or the warehouse is not
            what is published.
    """
    warehouse, published = connection.execute(INSTANTS).fetchall()[0]
    if published is None or warehouse != published:
        raise QuarterError(
            f"{quarter.name} cannot be audited: the warehouse is of {warehouse}, what is published "
            f"of {published}. Run the daily job (make run) until it publishes, then audit."
        )
    if published.date() < quarter.end:
        raise QuarterError(
            f"{quarter.name} is not over on {published:%Y-%m-%d}; audit a quarter that is, such as "
            f"{Quarter.of(published.date()).previous.name}."
        )
    bounds = {"quarter_start": quarter.start, "quarter_end": quarter.end}
    first, n_cells = connection.execute(FIRST, bounds).fetchall()[0]
    if not n_cells:
        known = f"the first quarter is {Quarter.of(first).name}" if first else "no quarter is"
        raise QuarterError(
            f"Nothing is published of {quarter.name} ({known}); name one that the data reach back "
            "to."
        )
    return Source(connection, quarter, published)


def finality(cells: Sequence[Row], quarter: Quarter) -> str:
    """The least final of the quarter's cells: `provisional`, `settling` or `final`."""
    found = {
        cell["finality"]
        for cell in cells
        if cell["grain"] == "quarter" and cell["period_start"] == quarter.start
    }
    return next((state for state in ("provisional", "settling") if state in found), "final")


def last_day(quarter: Quarter) -> date:
    """The last day of a quarter."""
    return date.fromordinal(quarter.end.toordinal() - 1)


def _binds(text: str, key: str) -> bool:
    """Whether a query has the parameter, and not only one whose name begins with it."""
    return any(not rest[:1].isidentifier() for rest in text.split(f"${key}")[1:])
