"""Hand-made observations of one team: 26 weeks and more before a quarter, and its 13 weeks.

Here: filling `observed.*` row by row, with a small noise that repeats. Not here: what is asserted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from expectations.detectors import registry, runner
from expectations.detectors.observed import declaration
from expectations.detectors.windows import Quarter

QUARTER = Quarter(2026, 2)
WEEKS = 65
BEFORE = 52
TEAM = "atlas"
NOISE = (0, 1, -1, 2, 0, -2, 1)

Rows = list[Mapping[str, Any]]

DEFAULTS: dict[str, dict[str, Any]] = {
    "changes": {
        "author_key": "a",
        "written_lines": 100,
        "churn_lines": 100,
        "generated_lines": 0,
        "pickup_hours": 5.0,
        "deploy_wait_hours": 8.0,
        "approval_minutes": 60.0,
        "is_reviewed": True,
        "is_approved": True,
        "has_substance": True,
        "comment_count": 2,
        "comment_length": 60.0,
        "has_push_after_review": False,
    },
    "approvals": {},
    "deployments": {"service_id": "shop", "is_change_carrying": True, "is_failed": False},
    "work_items": {
        "is_bug": False,
        "was_bug": False,
        "is_support_linked": False,
        "is_clone": False,
        "is_committed": True,
        "is_reopened": False,
        "points": 3.0,
        "cycle_hours": 30.0,
        "transition_count": 3,
        "spell_count": 1,
        "short_spell_count": 0,
    },
    "closed_edits": {
        "field": "severity",
        "is_bug_to_other": False,
        "is_downgrade": False,
        "is_near_cut": False,
    },
    "incidents": {
        "severity_declared": 2,
        "severity_final": 2,
        "recovery_minutes": 60.0,
        "comes_back": False,
        "is_linked": True,
    },
    "burn_episodes": {"is_declared": True},
}
KEYS = {
    "changes": "change_id",
    "approvals": "change_id",
    "deployments": "deployment_id",
    "work_items": "item_id",
    "incidents": "incident_id",
    "burn_episodes": "episode_id",
    "closed_edits": "edit_id",
}


def monday(week: int) -> date:
    """The Monday of a week; the quarter begins with week 52."""
    return QUARTER.window_start + timedelta(weeks=week - BEFORE)


def wobble(week: int) -> int:
    """The same small noise at every run."""
    return NOISE[week % len(NOISE)]


def every_week(rows: Callable[[int], Rows]) -> Iterator[tuple[int, Rows]]:
    """The rows of each week."""
    for week in range(WEEKS):
        yield week, rows(week)


def connection(
    relations: Mapping[str, Callable[[int], Rows]], people: int = 8
) -> duckdb.DuckDBPyConnection:
    """A connection that holds one team.

    Args:
        relations: For each relation what a week adds; columns that are not named are usual.
        people: On the roster.
    """
    made = duckdb.connect(config={"threads": 1})
    made.execute(declaration())
    weeks = [(TEAM, monday(week), people) for week in range(WEEKS)]
    made.executemany("insert into observed.team_weeks values (?, ?, ?)", weeks)
    for name, rows in relations.items():
        _fill(made, name, rows)
    return made


def _fill(made: duckdb.DuckDBPyConnection, name: str, rows: Callable[[int], Rows]) -> None:
    filled = []
    for week, of_week in every_week(rows):
        for number, row in enumerate(of_week):
            full = {"team_id": TEAM, "week_start": monday(week), **DEFAULTS[name], **row}
            if name in KEYS:
                full.setdefault(KEYS[name], f"{week}-{number}")
            if name == "work_items":
                full.setdefault("done_on", monday(week))
            if name == "closed_edits":
                full.setdefault("edited_on", monday(week))
            filled.append(full)
    columns = list(filled[0])
    # Thousands of rows one by one take seconds.
    made.register("filled", pa.Table.from_pylist(filled))
    made.execute(f"insert into observed.{name} by name select {', '.join(columns)} from filled")
    made.unregister("filled")


def answers(made: duckdb.DuckDBPyConnection, detector_id: str) -> dict[str, runner.Result]:
    """What a detector says of the team by window; of everybody, if it looks at nothing less."""
    chosen = [d for d in registry.detectors() if d.detector_id == detector_id]
    found = runner.evaluate(made, str(QUARTER), chosen)
    of_team = [result for result in found if result.team_id == TEAM]
    return {result.window_name: result for result in of_team or found}
