"""How long a leader waits for an answer from the published database.

Here: the questions and their times. Not here: dashboards in a browser (`bench/dashboards`).
"""

from __future__ import annotations

import time
from pathlib import Path

import duckdb

from bench.waiting import MILLISECONDS, summary

REPEATS = 20
QUESTIONS = {
    "one metric of all teams, by quarter": """
        select team_id, period_start, value, status from marts.fct_team_metrics
        where metric_id = 'change_lead_time' and grain = 'quarter'
        order by team_id, period_start""",
    "all metrics of one team, by month": """
        select metric_id, period_start, value, ci_low, ci_high, status from marts.fct_team_metrics
        where grain = 'month' and team_id = (select min(team_id) from marts.dim_teams)
        order by metric_id, period_start""",
    "what can be trusted": """
        select status, count(*) from marts.rpt_signal_status group by status order by status""",
    "how evenly load lies": """
        select * from marts.rpt_workload_distribution
        where window_end = (select max(window_end) from marts.rpt_workload_distribution)
        order by team_id, load_kind""",
}


def latencies(database: Path) -> dict[str, dict[str, float]]:
    """Milliseconds of each question, each time by a new connection as BI tools make them.

    Returns:
        By question how long it took, of 20 times.
    """
    return {question: _asked(database, sql) for question, sql in QUESTIONS.items()}


def _asked(database: Path, sql: str) -> dict[str, float]:
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute(sql).fetchall()
        taken.append((time.perf_counter() - started) * MILLISECONDS)
    return summary(taken)
