"""What is published about one team and quarter.

Here: queries of the published databases, one a table; nothing else is ever read. Not here: what is
made of it (`narrative.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from expectations.audit.period import Quarter, QuarterError
from expectations.brief.cited import Row

BEFORE = 4
METRICS = "select * from published.marts.dim_metrics order by dimension, metric_id"
STATUSES = "select * from published.marts.dim_statuses order by status"
TEAMS = """
    select teams.team_id, teams.team_name from published.marts.dim_teams as teams
    where teams.team_id in (
        select team_id from published.marts.fct_team_metrics
        where grain = 'quarter' and period_start = ?
    )
    order by teams.team_id
"""
QUARTERS = """
    select * from published.marts.fct_team_metrics
    where team_id = ? and grain = 'quarter' and period_start between ? and ?
    order by metric_id, period_start
"""
WEEKS = """
    select * from published.marts.fct_team_metrics
    where team_id = ? and grain = 'week' and period_start >= ? and period_start < ?
        and limits_status = 'limits' and value is not null and (is_outside_limits or is_long_run)
    order by metric_id, period_start
"""
WORKLOAD = """
    select * from published.marts.rpt_workload_distribution
    where team_id = ? and window_end > ? and window_end <= ?
    order by load_kind, window_start
"""
SAFETY = """
    select * from published.marts.rpt_safety_signals
    where team_id = ? and period_end > ? and period_end <= ?
    qualify row_number() over (
        partition by signal_id order by period_end desc, period_name desc
    ) = 1
    order by signal_id
"""
"""Surveys are taken twice a year: of two quarters, what was told last."""
QUESTIONS = """
    select * from trail.marts.signal_questions
    where team_id = ? and quarter = ? and is_shown and coalesce(resolution, 'unknown') = 'unknown'
    order by finding_id
"""


@dataclass(frozen=True)
class Metric:
    """A metric as the catalogue describes it.

    Attributes:
        metric_id: Its id.
        name: What people call it.
        unit: What it counts.
        decision: What it informs.
        pair_metric_id: What would suffer if it were improved the wrong way.
    """

    metric_id: str
    name: str
    unit: str
    decision: str
    pair_metric_id: str | None

    @property
    def is_share(self) -> bool:
        """Whether it is told in per cent."""
        return self.unit.startswith("share")


@dataclass(frozen=True)
class Published:
    """All that a brief may speak of.

    Attributes:
        team_id: The team.
        team_name: What people call it.
        quarter: The quarter.
        as_of: The instant of the publication.
        metrics: The catalogue.
        statuses: What each status says.
        quarters: Cells of the quarter and the four before it, by metric, oldest first.
        weeks: Weeks outside of the team's own limits, or at the end of a long run, by metric.
        workload: Windows of load that ended in the quarter.
        safety: Signals of the quarter, and of the last wave that closed in it or the one before.
        questions: Open signal questions.
    """

    team_id: str
    team_name: str
    quarter: Quarter
    as_of: datetime
    metrics: Mapping[str, Metric]
    statuses: Mapping[str, Row]
    quarters: Mapping[str, Sequence[Row]]
    weeks: Mapping[str, Sequence[Row]]
    workload: Sequence[Row]
    safety: Sequence[Row]
    questions: Sequence[Row]

    def now(self, metric_id: str) -> Row | None:
        """The cell of the quarter itself."""
        last = self.quarters.get(metric_id, [None])[-1]
        return last if last is not None and last["period_start"] == self.quarter.start else None

    def before(self, metric_id: str) -> list[Row]:
        """The cells of the four quarters before that have a value, oldest first."""
        return [
            row
            for row in self.quarters.get(metric_id, ())
            if row["period_start"] < self.quarter.start and row["value"] is not None
        ]


def teams(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> list[tuple[str, str]]:
    """The teams of which anything is published, by id, with their names.

    Raises:
        QuarterError: Nothing is published of the quarter.
    """
    found = connection.execute(TEAMS, [quarter.start]).fetchall()
    if not found:
        raise QuarterError(
            f"Nothing is published of {quarter.name}; name a quarter that has begun, and that the "
            "data reach back to."
        )
    return [(str(team_id), str(name)) for team_id, name in found]


def published(
    connection: duckdb.DuckDBPyConnection, quarter: Quarter, team_id: str, team_name: str
) -> Published:
    """What is published about a team.

    Args:
        connection: Sees leadership.duckdb as `published` and audit.duckdb as `trail`.
        quarter: The quarter.
        team_id: The team.
        team_name: What people call it.
    """
    first = Quarter(quarter.number - BEFORE)
    span = [team_id, quarter.start, quarter.end]
    cells = _rows(connection, "fct_team_metrics", QUARTERS, [team_id, first.start, quarter.start])
    return Published(
        team_id=team_id,
        team_name=team_name,
        quarter=quarter,
        as_of=max(row["as_of"] for row in cells),
        metrics=_metrics(connection),
        statuses={row["status"]: row for row in _rows(connection, "dim_statuses", STATUSES, [])},
        quarters=_by_metric(cells),
        weeks=_by_metric(_rows(connection, "fct_team_metrics", WEEKS, span)),
        workload=_rows(connection, "rpt_workload_distribution", WORKLOAD, span),
        safety=[
            row
            for row in _rows(
                connection,
                "rpt_safety_signals",
                SAFETY,
                [team_id, quarter.previous.start, quarter.end],
            )
            if row["response_rate"] is not None or row["period_end"] > quarter.start
        ],
        questions=_rows(connection, "signal_questions", QUESTIONS, [team_id, quarter.name]),
    )


def _metrics(connection: duckdb.DuckDBPyConnection) -> dict[str, Metric]:
    found = connection.execute(METRICS)
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {
        row["metric_id"]: Metric(
            metric_id=row["metric_id"],
            name=row["name"],
            unit=row["unit"] or "",
            decision=row["decision"] or "",
            pair_metric_id=row["pair_metric_id"],
        )
        for row in rows
    }


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, query: str, values: Sequence[Any]
) -> list[Row]:
    found = connection.execute(query, values)
    names = [column[0] for column in found.description]
    return [Row(table, dict(zip(names, row, strict=True))) for row in found.fetchall()]


def _by_metric(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["metric_id"], []).append(row)
    return found
