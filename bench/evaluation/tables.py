"""From an organisation to the tables of `observed` in a database in memory.

Here: which family draws which relation, and loading. Not here: how rows are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import duckdb
import numpy as np
import pyarrow as pa

from bench.evaluation import rows_changes, rows_incidents, rows_rituals, rows_tests, rows_work
from bench.evaluation.organisation import Organisation, Rows
from expectations.detectors.observed import declaration


def team_weeks(organisation: Organisation) -> Rows:
    """One row per team and week."""
    cells = organisation.cells(np.ones(organisation.people.shape, int))
    return {"team": cells.team, "week": cells.week, "n_people": organisation.people.ravel()}


RELATIONS: dict[str, Callable[[Organisation], Rows]] = {
    "team_weeks": team_weeks,
    "changes": rows_changes.changes,
    "approvals": rows_changes.approvals,
    "deployments": rows_work.deployments,
    "work_items": rows_work.work_items,
    "closed_edits": rows_work.closed_edits,
    "incidents": rows_incidents.incidents,
    "burn_episodes": rows_incidents.burn_episodes,
    "clock_readings": rows_incidents.clock_readings,
    "test_weeks": rows_tests.test_weeks,
    "coverage": rows_tests.coverage,
    "survey_waves": rows_rituals.survey_waves,
    "sprints": rows_rituals.sprints,
    "forecasts": rows_rituals.forecasts,
    "targeted_spans": rows_rituals.targeted_spans,
    "metric_periods": rows_rituals.metric_periods,
}
NUMBERED = {
    "closed_edits": "edit_id",
    "clock_readings": "reading_id",
    "targeted_spans": "span_id",
}
"""The keys of rows that are drawn without one; no detector reads them."""


def team_id(number: int) -> str:
    """As it stands in the tables."""
    return f"t{number:03d}"


def load(
    organisation: Organisation, relations: Collection[str] | None = None
) -> duckdb.DuckDBPyConnection:
    """A database in memory whose `observed` holds an organisation.

    Args:
        organisation: What happened.
        relations: Those to fill; all of them if None. The teams and weeks are always there.
    """
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute("set enable_progress_bar = false")
    connection.execute(declaration())
    for name, drawn in RELATIONS.items():
        if relations is None or name in relations or name == "team_weeks":
            _insert(connection, name, drawn(organisation), organisation)
    return connection


def _insert(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Rows, organisation: Organisation
) -> None:
    """Fill one relation; what is not a number is null."""
    arrays = {column: pa.array(values, from_pandas=True) for column, values in rows.items()}
    connection.register("drawn", pa.table(arrays))
    key = f"row_number() over () as {NUMBERED[name]}," if name in NUMBERED else ""
    connection.execute(
        f"""
        insert into observed.{name} by name
        select
            {key}
            format('t{{:03d}}', team) as team_id,
            cast('{organisation.first_week}' as date) + cast(7 * week as integer) as week_start,
            * exclude (team, week)
        from drawn
        """  # noqa: S608 - names of our own
    )
    connection.unregister("drawn")
