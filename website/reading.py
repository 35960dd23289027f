"""What the site reads: rows of the published databases, and nothing else.

Here: the queries. Not here: words (`words.py`), plots (`plots.py`). A row is a dictionary by
column. Of a team everything is read at once, and teams are read one after the other: a page needs
no other team, and no query puts two teams beside each other by a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from expectations.files import literal

Row = dict[str, Any]

CELLS = """
    select
        cells.*, shown.period_label, shown.is_over
    from published.marts.fct_team_metrics as cells
    inner join published.semantic.team_metrics as shown
        using (metric_id, team_id, grain, period_start)
    where cells.team_id = ?
    qualify cells.period_start > max(cells.period_start) over (partition by cells.grain)
        - case cells.grain when 'week' then interval 364 day else interval 24 month end
    order by cells.metric_id, cells.grain, cells.period_start
"""
"""A page of a team reaches back to a year of weeks, and to two years of months and quarters."""
OF_A_TEAM = {
    "workload": """
        select * from published.marts.rpt_workload_distribution where team_id = ?
        order by load_kind, window_start
    """,
    "recent_workload": """
        select * from published.marts.rpt_team_workload where team_id = ?
        qualify window_start = max(window_start) over ()
        order by load_kind
    """,
    "safety": """
        select * from published.marts.rpt_safety_signals where team_id = ?
        qualify row_number() over (
            partition by signal_id
            order by period_end <= cast(as_of as date) desc, period_end desc, period_name desc
        ) = 1
        order by signal_id
    """,
    "bottlenecks": """
        select * from published.marts.rpt_bottlenecks where team_id = ?
        order by quarter_start, kind, place_within_team
    """,
    "modules": """
        select * from published.marts.rpt_module_risk where team_id = ? order by component_id
    """,
    "questions": """
        select * from trail.marts.signal_questions
        where team_id = ? and is_shown and coalesce(resolution, 'unknown') = 'unknown'
        order by quarter desc, finding_id
    """,
}
WHOLE = {
    "teams": "select * from published.marts.dim_teams order by lower(team_name), team_id",
    "metrics": "select * from published.marts.dim_metrics order by dimension, name, metric_id",
    "statuses": "select * from published.marts.dim_statuses order by has_value desc, status",
    "signals": """
        select * from published.marts.rpt_signal_status order by source, stream, metric_id
    """,
    "gameability": """
        select * from trail.marts.gameability order by metric_id, team_size_band, attack_id
    """,
    "audits": "select * from trail.marts.audit_run order by quarter desc, as_of desc",
    "answers": "select * from trail.marts.audit_answer order by audit_id, metric_id, question",
    "actions": "select * from trail.marts.audit_action order by metric_id, due",
    "asked": """
        select detector_id, quarter, signal, count(*) as n_teams,
            count(*) filter (coalesce(resolution, 'unknown') = 'unknown') as n_open
        from trail.marts.signal_questions where is_shown
        group by detector_id, quarter, signal order by quarter desc, detector_id, signal
    """,
}


class NothingPublishedError(Exception):
    """There is nothing to write pages from; the text is one line that says what to do."""


@dataclass(frozen=True)
class Team:
    """What is published about one team.

    Attributes:
        team_id: The team.
        name: What people call it.
        team_type: Its type; none for a team that groups others.
        parent: The team it belongs to, if any.
        members: The teams that belong to it.
        cells: Its numbers by metric and grain, oldest first.
        tables: Its rows of every other table, by the names of `OF_A_TEAM`.
    """

    team_id: str
    name: str
    team_type: str | None
    parent: Row | None
    members: Sequence[Row]
    cells: Mapping[str, Mapping[str, Sequence[Row]]]
    tables: Mapping[str, Sequence[Row]]

    def of(self, metric_id: str, grain: str) -> Sequence[Row]:
        """The cells of a metric, oldest first."""
        return self.cells.get(metric_id, {}).get(grain, ())

    def last(self, metric_id: str) -> Row | None:
        """The newest quarter that is over, or the running one where none is."""
        quarters = self.of(metric_id, "quarter")
        over = [cell for cell in quarters if cell["is_over"]]
        known = over or list(quarters)
        return known[-1] if known else None


class Published:
    """The two published databases of a data root, read only.

    Attributes:
        tables: What concerns all teams, by the names of `WHOLE`.
        metrics: The catalogue by metric.
        as_of: The instant the publication took for now, UTC.
        folder: The folder of everything published.
    """

    def __init__(self, folder: Path) -> None:
        """Open what is published in a folder.

        Raises:
            NothingPublishedError: One of the two databases is not there.
        """
        leadership, audit = folder / "leadership.duckdb", folder / "audit.duckdb"
        if not leadership.exists() or not audit.exists():
            raise NothingPublishedError(
                f"Nothing is published in {folder}: run the daily job (make run) or the demo first."
            )
        self.folder = folder
        self._connection = duckdb.connect()
        self._connection.execute(f"attach {literal(leadership)} as published (read_only)")
        self._connection.execute(f"attach {literal(audit)} as trail (read_only)")
        self.tables = {name: self.rows(query) for name, query in WHOLE.items()}
        self.metrics = {row["metric_id"]: row for row in self.tables["metrics"]}
        self.as_of: datetime | None = self.rows(
            "select max(as_of) as as_of from published.marts.fct_team_metrics"
        )[0]["as_of"]

    def __enter__(self) -> Published:
        """The databases stay open inside of a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close them, so that the next publication is seen by the next reader."""
        self._connection.close()

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query, each by column."""
        found = self._connection.execute(query, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def team(self, entry: Row) -> Team:
        """Everything about one team.

        Args:
            entry: Its row of `dim_teams`.
        """
        team_id = entry["team_id"]
        teams = self.tables["teams"]
        cells: dict[str, dict[str, list[Row]]] = {}
        for cell in self.rows(CELLS, [team_id]):
            cells.setdefault(cell["metric_id"], {}).setdefault(cell["grain"], []).append(cell)
        return Team(
            team_id=team_id,
            name=entry["team_name"],
            team_type=entry["team_type"],
            parent=next((row for row in teams if row["team_id"] == entry["parent_team_id"]), None),
            members=[row for row in teams if row["parent_team_id"] == team_id],
            cells=cells,
            tables={name: self.rows(query, [team_id]) for name, query in OF_A_TEAM.items()},
        )
