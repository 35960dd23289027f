"""Small worlds for detectors: 65 weeks of a team, rows said week by week.

Belongs here: filling `observed` with rows, and values that wobble as work does. Does not belong
here: what a detector should say of a world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from expectations.detectors.observed import declaration
from expectations.detectors.registry import Detector, detectors
from expectations.detectors.runner import Result, evaluate
from expectations.detectors.windows import Quarter

QUARTER = "2026Q2"
WEEKS, CURRENT = 65, 52
FIRST_WEEK = Quarter.named(QUARTER).window_end - timedelta(weeks=WEEKS)

Row = dict[str, Any]
World = Mapping[str, Sequence[Row]]

# What a row says of itself if a world does not care.
USUAL: dict[str, Row] = {
    "changes": {
        "author_key": "a", "written_lines": 80, "churn_lines": 90, "generated_lines": 10,
        "pickup_hours": 5.0, "deploy_wait_hours": 8.0, "approval_minutes": 60.0,
        "is_reviewed": True, "is_approved": True, "has_substance": True, "comment_count": 3,
        "comment_length": 80.0, "has_push_after_review": False,
    },
    "deployments": {"service_id": "s", "is_change_carrying": True, "is_failed": False},
    "work_items": {
        "is_bug": False, "was_bug": False, "is_support_linked": False, "is_clone": False,
        "is_committed": True, "is_reopened": False, "points": 3.0, "cycle_hours": 30.0,
        "transition_count": 4, "spell_count": 1, "short_spell_count": 0,
    },
    "incidents": {
        "severity_declared": 3, "severity_final": 3, "recovery_minutes": 60.0,
        "comes_back": False, "is_linked": True,
    },
    "clock_readings": {
        "source": "ci", "clock": "server", "minute_of_hour": 7, "lag_seconds": 5.0,
        "is_impossible": False,
    },
    "coverage": {
        "coverable_lines": 100, "covered_lines": 70, "excluded_lines": 2,
        "assertion_free_tests": 0, "changed_tests": 3, "mutation_score": 0.6,
    },
    "targeted_spans": {"span_kind": "review_response", "target_hours": 24.0},
    "metric_periods": {"grain": "week", "direction": "up"},
}  # fmt: skip
KEYS = {
    "changes": "change_id", "deployments": "deployment_id", "work_items": "item_id",
    "incidents": "incident_id", "coverage": "change_id", "survey_waves": "wave_id",
    "sprints": "sprint_id", "forecasts": "forecast_id", "closed_edits": "edit_id",
    "clock_readings": "reading_id", "targeted_spans": "span_id",
}  # fmt: skip


def monday(week: int) -> date:
    """Of a week, counted from the first of the world; 52 to 64 are the quarter's window."""
    return FIRST_WEEK + timedelta(weeks=week)


def wobble(week: int, size: float = 0.1) -> float:
    """A factor around 1 that differs from week to week."""
    return 1 + size * (-1, 0.5, 1, -0.5, 0)[week % 5]


def weekly(
    rows: Callable[[int, bool], Iterable[Row]], weeks: Iterable[int] = range(WEEKS)
) -> list[Row]:
    """Rows of every week, given its number and whether it is in the window."""
    return [
        {"week_start": monday(week), **row} for week in weeks for row in rows(week, week >= CURRENT)
    ]


def filled(
    worlds: Mapping[str, World], people: Mapping[str, int] | None = None
) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds a team for each world.

    Args:
        worlds: By team.
        people: On the roster of a team; 8 where nothing is said.
    """
    sizes = people or {}
    roster = {
        team: [
            {"week_start": monday(week), "n_people": sizes.get(team, 8)} for week in range(WEEKS)
        ]
        for team in worlds
    }
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute(declaration())
    relations: dict[str, list[Row]] = {}
    for team, world in worlds.items():
        for relation, rows in {"team_weeks": roster[team], **world}.items():
            relations.setdefault(relation, []).extend({"team_id": team, **row} for row in rows)
    for relation, rows in relations.items():
        _insert(connection, relation, rows)
    return connection


def _insert(connection: duckdb.DuckDBPyConnection, relation: str, rows: Sequence[Row]) -> None:
    key = KEYS.get(relation)
    usual = USUAL.get(relation, {})
    complete = [
        {**({key: str(number)} if key else {}), **usual, **row} for number, row in enumerate(rows)
    ]
    if relation == "metric_periods":
        complete = [{"period_start": row["week_start"], **row} for row in complete]
    connection.register("given", pa.Table.from_pylist(complete))
    connection.execute(f"insert into observed.{relation} by name select * from given")
    connection.unregister("given")


def detector(detector_id: str) -> Detector:
    """The one of an id."""
    return next(found for found in detectors() if found.detector_id == detector_id)


def answers(
    detector_id: str, worlds: Mapping[str, World], people: Mapping[str, int] | None = None
) -> dict[str, list[Result]]:
    """What a detector says of each team, and of the organisation if it looks at it."""
    found: dict[str, list[Result]] = {team: [] for team in worlds}
    with filled(worlds, people) as connection:
        for result in evaluate(connection, QUARTER, [detector(detector_id)]):
            found.setdefault(result.team_id, []).append(result)
    return found
