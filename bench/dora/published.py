"""Our published cells of the four metrics, and another's beside them.

Here: the one query a leader's page needs, how long it takes, and which cells differ. Not here: how
the cells came about (`world.py`), what is planted (`planted.py`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from bench.dora import devlake
from bench.waiting import MILLISECONDS, summary
from orchestration.publication.write import write_database

# Failures are few: recovery is published by quarter, the others by month.
QUESTION = """
    select cells.metric_id, cells.team_id, cells.period_start, cells.value, cells.status
    from marts.fct_team_metrics as cells
    where
        cells.metric_id in (
            'deploy_freq', 'change_lead_time', 'change_fail_rate', 'failed_deploy_recovery'
        )
        and (
            cells.grain = 'month'
            and cells.metric_id != 'failed_deploy_recovery'
            or cells.grain = 'quarter' and cells.metric_id = 'failed_deploy_recovery'
        )
        and cells.period_start between $starts and $ends
        {of_teams}
    order by cells.team_id, cells.metric_id, cells.period_start
"""
CELLS = """
    select * from warehouse.marts.fct_team_metrics
    order by metric_id, definition_version, team_id, grain, period_start
"""
OF_TEAMS = "and cells.team_id in ({names})"
KEY = ["metric_id", "team_id", "period_start"]
VALUED = ("ok", "provisional")
TOLERANCE = 1e-9
# Why ours has no value where rows alone would give one: what a source had not covered yet.
UNSPOKEN = (
    "source_missing",
    "source_stale",
    "source_partial",
    "not_applicable",
    "suppressed_privacy",
)


def publish(home: Path) -> Path:
    """Write the mart into a leadership file of its own, as a publication does, in its order."""
    target = home / "leadership.duckdb"
    target.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{home / 'warehouse.duckdb'}' as warehouse (read_only)")
        draft = write_database(connection, target, "marts", {"fct_team_metrics": CELLS})
    return draft.file.rename(target)


def ask(leadership: Path, teams: Sequence[str] | None, window: devlake.Window) -> list[Any]:
    """Open, ask, fetch, close; `teams` of `None` are all of them."""
    with duckdb.connect(str(leadership), read_only=True) as connection:
        return _fetch(connection, teams, window)


def _fetch(
    connection: duckdb.DuckDBPyConnection, teams: Sequence[str] | None, window: devlake.Window
) -> list[Any]:
    given: dict[str, Any] = {"starts": window.starts, "ends": window.ends}
    named = {f"team_{number}": team for number, team in enumerate(teams or ())}
    names = ", ".join(f"${name}" for name in named)
    of_teams = "" if teams is None else OF_TEAMS.format(names=names)
    return connection.execute(QUESTION.format(of_teams=of_teams), given | named).fetchall()


def time_load(
    leadership: Path, teams: Sequence[str] | None, window: devlake.Window, repetitions: int
) -> dict[str, Any]:
    """Milliseconds of the question, over a connection kept open and opening the file each time."""
    kept, opened = [], []
    with duckdb.connect(str(leadership), read_only=True) as connection:
        cells = len(_fetch(connection, teams, window))
        for _ in range(repetitions):
            started = time.perf_counter()
            _fetch(connection, teams, window)
            kept.append((time.perf_counter() - started) * MILLISECONDS)
    for _ in range(repetitions):
        started = time.perf_counter()
        ask(leadership, teams, window)
        opened.append((time.perf_counter() - started) * MILLISECONDS)
    return {
        "cells": cells,
        "kept_open": summary(kept),
        "opened_each_time": summary(opened),
    }


def ours(leadership: Path, window: devlake.Window) -> pd.DataFrame:
    """All our cells within a window."""
    found = pd.DataFrame(ask(leadership, None, window), columns=[*KEY, "value", "status"])
    return found.assign(period_start=pd.to_datetime(found["period_start"]))


def compare(published: pd.DataFrame, others: pd.DataFrame) -> dict[str, Any]:
    """Which cells of another are not ours.

    Args:
        published: Our cells: key, value and status.
        others: The other's cells: key and value, none for a value that is missing.

    Returns:
        How many cells were compared, how many had a value, how many were left out because a source
        had not covered them, and every difference.
    """
    both = published.merge(others[[*KEY, "value"]], on=KEY, how="outer", suffixes=("", "_other"))
    both["status"] = both["status"].fillna("not published")
    left_out = both["status"].isin([*UNSPOKEN, "not published"])
    judged = both[~left_out].copy()
    # A count that nobody made is a zero, for which a table of rows has no row.
    zero = (judged["metric_id"] == "deploy_freq") & judged["value_other"].isna()
    judged["value_other"] = judged["value_other"].mask(zero, 0.0)
    mine, theirs = judged["value"].astype(float), judged["value_other"].astype(float)
    apart = (mine - theirs).abs() > TOLERANCE * mine.abs().clip(lower=1)
    different = judged[apart | (mine.isna() != theirs.isna())]
    shown = different.assign(period_start=different["period_start"].astype(str))
    return {
        "compared": len(judged),
        "with_value": int(mine.notna().sum()),
        "left_out": int(left_out.sum()),
        "differences": shown[[*KEY, "value", "status", "value_other"]]
        .astype(object)
        .where(shown[[*KEY, "value", "status", "value_other"]].notna(), None)
        .to_dict("records"),
    }
