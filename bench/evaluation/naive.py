"""What usual monitors would say of the same signals: three sigma, and PSI above 0.2.

Here: for each detector the raw signal that a monitor would watch, and both rules. Not here: our own
detectors. A monitor knows no counter-move and no minimum; that is what it is compared for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from bench.evaluation.levers import Numbers
from bench.evaluation.organisation import Organisation
from expectations.detectors.windows import BASELINE_WEEKS

SIGMAS = 3
PSI_BOUND = 0.2
BINS = 10
# A bin that nobody fell into counts as this share; without it PSI has no value.
EMPTY = 1e-4
SIGMA_RULE, PSI_RULE = "3 sigma", "PSI"


@dataclass(frozen=True)
class Monitor:
    """What is watched.

    Attributes:
        relation: Of `observed`.
        weekly: The weekly value.
        item: The value whose distribution is compared; empty where there are too few for a tenth.
        only: Which rows.
    """

    relation: str
    weekly: str
    item: str = ""
    only: str = "true"


METRIC = "metric_id = 'metric_00'"
MONITORS: dict[str, Monitor] = {
    "D1": Monitor("changes", "count(*)", "written_lines"),
    "D2": Monitor("deployments", "count(*)", "is_change_carrying"),
    "D3": Monitor("work_items", "sum(points)", "points"),
    "D4": Monitor("changes", "sum(churn_lines)", "churn_lines"),
    "D5": Monitor("changes", "median(approval_minutes)", "approval_minutes"),
    "D6": Monitor("changes", "avg(is_approved::int)", "is_approved"),
    "D8": Monitor("work_items", "count(*)", "cycle_hours"),
    "D9": Monitor("work_items", "avg(is_reopened::int)", "is_reopened"),
    "D10": Monitor("incidents", "count(*) filter (where severity_final <= 2)", "severity_final"),
    "D11": Monitor("incidents", "median(recovery_minutes)", "recovery_minutes"),
    "D12": Monitor("closed_edits", "count(*)", "is_near_cut"),
    "D14": Monitor("incidents", "count(*)", "severity_declared"),
    "D15": Monitor("work_items", "avg(is_bug::int)", "is_bug"),
    "D16": Monitor("work_items", "avg(transition_count)", "transition_count"),
    "D17": Monitor("clock_readings", "avg(minute_of_hour)", "minute_of_hour", "clock = 'manual'"),
    "D18": Monitor("clock_readings", "avg(is_impossible::int)", "is_impossible"),
    "D19": Monitor("clock_readings", "median(lag_seconds)", "lag_seconds", "clock = 'server'"),
    "D20": Monitor("targeted_spans", "avg((hours <= target_hours)::int)", "hours"),
    "D21": Monitor("sprints", "sum(completed) / sum(frozen_scope - removed_late)"),
    "D22": Monitor("forecasts", "avg(is_on_time::int)", "is_on_time"),
    "D23": Monitor("test_weeks", "sum(retry_flake_count) / sum(run_count)"),
    "D24": Monitor("test_weeks", "sum(disagreement_count) / sum(commit_test_count)"),
    "D25": Monitor(
        "coverage", "sum(covered_lines) / sum(coverable_lines)", "covered_lines / coverable_lines"
    ),
    "D26": Monitor("deployments", "avg(is_failed::int)", "is_failed"),
    "D27": Monitor("changes", "avg(comment_count)", "comment_count"),
    "D29": Monitor("metric_periods", "avg(value)", only=METRIC),
    "D30": Monitor("metric_periods", "avg(value)", only=METRIC),
}


def rule_id(detector_id: str, rule: str) -> str:
    """A monitor's name among detectors."""
    return f"{detector_id} {rule}"


def alarms(
    connection: duckdb.DuckDBPyConnection, organisation: Organisation, detector_id: str
) -> dict[str, dict[str, bool]]:
    """Whether each rule fires, by team.

    Args:
        connection: Holds `observed`.
        organisation: Says where the quarter begins.
        detector_id: Whose signal is watched; nothing comes back for one without a monitor.
    """
    monitor = MONITORS.get(detector_id)
    if monitor is None:
        return {}
    start = organisation.quarter.window_start
    given = {"start": start, "since": start - timedelta(weeks=BASELINE_WEEKS)}
    found = {rule_id(detector_id, SIGMA_RULE): _beyond(connection, monitor, given)}
    if monitor.item:
        found[rule_id(detector_id, PSI_RULE)] = _drifted(connection, monitor, given)
    return found


def _beyond(
    connection: duckdb.DuckDBPyConnection, monitor: Monitor, given: dict[str, Any]
) -> dict[str, bool]:
    """Any week of the quarter beyond three standard deviations of the raw weeks before."""
    rows = connection.execute(
        f"""
        with weeks as (
            select team_id, week_start, {monitor.weekly} as value
            from observed.{monitor.relation}
            where {monitor.only} and week_start >= $since
            group by all
        ),
        usual as (
            select team_id, avg(value) as centre, stddev_samp(value) as sigma
            from weeks where week_start < $start group by all
        )
        select team_id, coalesce(bool_or(abs(value - centre) > {SIGMAS} * sigma), false)
        from weeks inner join usual using (team_id)
        where week_start >= $start
        group by all
        """,  # noqa: S608 - names of our own
        given,
    ).fetchall()
    return dict(rows)


def _drifted(
    connection: duckdb.DuckDBPyConnection, monitor: Monitor, given: dict[str, Any]
) -> dict[str, bool]:
    """The distribution of the quarter's items against that of the weeks before."""
    rows = connection.execute(
        f"""
        select team_id, week_start >= $start as is_now, cast({monitor.item} as double) as value
        from observed.{monitor.relation}
        where {monitor.only} and week_start >= $since and ({monitor.item}) is not null
        order by team_id, is_now
        """,  # noqa: S608 - names of our own
        given,
    ).to_arrow_table()
    teams, is_now, values = (
        np.asarray(rows[name].to_numpy()) for name in ("team_id", "is_now", "value")
    )
    found = {}
    for team in np.unique(teams):
        ours = teams == team
        found[str(team)] = psi(values[ours & ~is_now], values[ours & is_now]) > PSI_BOUND
    return found


def psi(before: Numbers, now: Numbers) -> float:
    """The population stability index over tenths of the earlier values; 0 where one is empty."""
    if not len(before) or not len(now):
        return 0.0
    # The upper edge of each bin belongs to it, and one more bin takes what was never seen before.
    edges = np.unique(np.quantile(before, np.linspace(0, 1, BINS + 1)[1:]))
    shares = [_shares(edges, values) for values in (before, now)]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def _shares(edges: Numbers, values: Numbers) -> NDArray[np.float64]:
    place = np.searchsorted(edges, values, side="left")
    return np.maximum(np.bincount(place, minlength=len(edges) + 1) / len(values), EMPTY)
