"""The suites of the published tables pass good numbers and fail each broken rule, by its name."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.gates import Gate, judge
from expectations.registry import MARTS

GUARDS = {guard.name: guard for guard in MARTS}
CELL = "update marts.fct_team_metrics set {} where metric_id = '{}'"
SAFETY = "update marts.rpt_safety_signals set {} where signal_id = 'psychological_safety'"
HIDDEN_SAFETY = "update marts.rpt_safety_signals set {} where signal_id = 'silent_reviews'"
LOAD = "update marts.rpt_workload_distribution set {}"
PARTS = """
    insert into marts.fct_team_metrics by name
    select metric_id, 'atlas' as team_id, 'week' as grain, date '2026-06-22' as period_start,
        share as value, 'ok' as status
    from (values ('lt_coding', {}), ('lt_pickup', 0.2), ('lt_review', 0.2), ('lt_merge_wait', 0.2),
        ('lt_deploy_wait', 0.2)) t(metric_id, share)
    where share is not null
"""
BROKEN = {
    "value of a suppressed cell": (
        "mart_team_metrics",
        CELL.format("value = 3", "review_response"),
        "values in spite of their status",
    ),
    "good without a value": (
        "mart_team_metrics",
        CELL.format("value = null", "deploy_freq"),
        "good statuses without a value",
    ),
    "outside its limits": (
        "mart_team_metrics",
        CELL.format("ci_low = 0.3", "change_fail_rate"),
        "values outside their limits",
    ),
    "a share above 1": (
        "mart_team_metrics",
        CELL.format("value = 1.25, numerator = 25, ci_high = 2", "change_fail_rate"),
        "shares outside 0 to 1",
    ),
    "a negative value": (
        "mart_team_metrics",
        CELL.format("value = -1", "deploy_freq"),
        "negative values",
    ),
    "a mean of ratios": (
        "mart_team_metrics",
        CELL.format("value = 0.3", "change_fail_rate"),
        "ratios that are not numerator by denominator",
    ),
    "an unknown team": (
        "mart_team_metrics",
        CELL.format("team_id = 'nobody'", "deploy_freq"),
        "unknown teams",
    ),
    "an unknown metric": (
        "mart_team_metrics",
        CELL.format("metric_id = 'guessed'", "deploy_freq"),
        "unknown metrics",
    ),
    "a period of the future": (
        "mart_team_metrics",
        CELL.format("period_start = date '2026-07-08'", "deploy_freq"),
        "periods that have not begun",
    ),
    "behaviour of four people": (
        "mart_team_metrics",
        CELL.format("value = 3, status = 'ok'", "review_response"),
        "behavioural values of fewer than 5 people",
    ),
    "no row at all": ("mart_team_metrics", "delete from marts.fct_team_metrics", "at least 1 rows"),
    "an unknown status": (
        "mart_metric_words",
        CELL.format("status = 'fine'", "deploy_freq"),
        "status is one of",
    ),
    "an unknown finality": (
        "mart_metric_words",
        CELL.format("finality = 'never'", "deploy_freq"),
        "finality is one of",
    ),
    "an unknown grain": (
        "mart_metric_words",
        CELL.format("grain = 'day'", "deploy_freq"),
        "grain is one of",
    ),
    "parts above the total": ("mart_lead_time_parts", PARTS.format(0.21), "greatest_sum"),
    "parts below the total": ("mart_lead_time_parts", PARTS.format(0.19), "least_sum"),
    "a part missing": ("mart_lead_time_parts", PARTS.format("null"), "cells with some parts only"),
    "figures of a hidden load": (
        "mart_workload",
        LOAD.format("status = 'insufficient_n'"),
        "figures in spite of their status",
    ),
    "a load without figures": (
        "mart_workload",
        LOAD.format("p_fair = null"),
        "good statuses without figures",
    ),
    "a load of five people": (
        "mart_workload",
        LOAD.format("n_people = 5"),
        "figures of fewer than 6 people",
    ),
    "a load of few events": (
        "mart_workload",
        LOAD.format("n_events = 39"),
        "figures of fewer than 40 events",
    ),
    "an impossible load": (
        "mart_workload",
        LOAD.format("p_fair = 1.5"),
        "figures outside their bounds",
    ),
    "a load that is not rounded": (
        "mart_workload",
        LOAD.format("effective_people = 6.4"),
        "figures that are not rounded",
    ),
    "advice on chance": (
        "mart_workload",
        LOAD.format("p_fair = 0.04"),
        "advice that nothing supports",
    ),
    "a load of no known kind": (
        "mart_workload",
        LOAD.format("load_kind = 'meetings'"),
        "unknown kinds of load",
    ),
    "a team's own load of five people": (
        "mart_workload",
        "update marts.rpt_team_workload set n_people = 5",
        "figures of fewer than 6 people",
    ),
    "a load of an unknown team": (
        "mart_workload",
        LOAD.format("team_id = 'nobody'"),
        "unknown teams",
    ),
    "a median of a hidden signal": (
        "mart_safety_signals",
        HIDDEN_SAFETY.format("median = 4"),
        "figures in spite of their status",
    ),
    "a safety signal without a value": (
        "mart_safety_signals",
        SAFETY.format("value = null"),
        "good statuses without a value",
    ),
    "a score of four people": (
        "mart_safety_signals",
        SAFETY.format("n_people = 4"),
        "figures of too few people",
    ),
    "silent reviews of five people": (
        "mart_safety_signals",
        HIDDEN_SAFETY.format("status = 'ok', value = 0.5, n_people = 5"),
        "figures of too few people",
    ),
    "the size of a hidden group": (
        "mart_safety_signals",
        HIDDEN_SAFETY.format("n_items = 3"),
        "counts of too few people",
    ),
    "a score of six in ten": (
        "mart_safety_signals",
        SAFETY.format("response_rate = 0.65"),
        "scores below seven in ten",
    ),
    "an impossible rate": (
        "mart_safety_signals",
        SAFETY.format("response_rate = 1.05"),
        "rates outside 0 to 1",
    ),
    "a change within chance": (
        "mart_safety_signals",
        SAFETY.format("change_since_last = 1.2"),
        "changes that could not be seen",
    ),
    "a signal without words": (
        "mart_safety_signals",
        SAFETY.format("reading = null"),
        "rows without a reading",
    ),
    "a signal of an unknown team": (
        "mart_safety_signals",
        SAFETY.format("team_id = 'nobody'"),
        "unknown teams",
    ),
    "a column about a person": (
        "mart_columns",
        "alter table marts.dim_teams add column lead_login varchar",
        "column_name is not about a person",
    ),
}


def whole(file: Path, name: str) -> Gate:
    with duckdb.connect(str(file), read_only=True) as connection:
        (gate,) = judge(connection, GUARDS[name])
    return gate


@pytest.mark.parametrize("name", GUARDS)
def test_good_numbers_pass(built_warehouse: Path, name: str) -> None:
    gate = whole(built_warehouse, name)
    assert (gate.passed, gate.detail) == (True, "as expected")


@pytest.mark.parametrize("case", BROKEN, ids=[f"{BROKEN[case][0]}: {case}" for case in BROKEN])
def test_a_broken_rule_blocks_by_its_name(warehouse: Path, case: str) -> None:
    name, statement, words = BROKEN[case]
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(statement)
    gate = whole(warehouse, name)
    assert gate.blocks
    assert words in gate.detail


def test_five_whole_parts_pass(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(PARTS.format(0.2))
    assert whole(warehouse, "mart_lead_time_parts").passed


def test_every_rule_that_is_counted_is_broken_once() -> None:
    counted = {
        expectation.meaning
        for guard in MARTS
        for expectation in guard.suite().expectations
        if expectation.kind == "expect_column_values_to_be_between"
    }
    broken = {words for _, _, words in BROKEN.values()}
    assert {meaning for meaning in counted if not any(w in meaning for w in broken)} == set()
