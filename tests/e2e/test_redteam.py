"""A sample of the red team, over the home that other tests built."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from expectations import catalogue
from expectations.redteam import attacks, measure, naive, shifts, verdicts
from expectations.redteam.field import Field, Plan
from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e

PLAN = Plan(solo=date(2026, 4, 1), sustained=None)
KNOWN = {attack.attack_id: attack for attack in attacks.all_attacks()}
COUNT = "naive:deployment_count"


@pytest.fixture(scope="module")
def field(small: World) -> Field:
    return Field(small.home)


def _moved(field: Field, attack: attacks.Attack) -> dict[str, float]:
    """The largest shift of each metric and of the naive count of deployments."""
    counts = [each for each in naive.all_naive() if f"naive:{each.naive_id}" == COUNT]
    with field.attacked(attack, PLAN) as connection:
        cells = shifts.pairs(connection) + measure.naive_pairs(connection, counts)
    found = dict.fromkeys((cell.metric_id for cell in cells), 0.0)
    for cell in cells:
        if cell.is_changed:
            found[cell.metric_id] = max(found[cell.metric_id], abs(cell.delta), 1e-6)
    return found


def test_an_attack_that_does_nothing_moves_nothing(field: Field) -> None:
    """Everything downstream of the streams is built again, and says the same to 1e-9."""
    streams = ("github.pull_requests", "github.deployments", "github.issues", "jira.issues")
    nothing = replace(KNOWN["noop_deployments"], sql=(), streams=streams)
    assert len(field.downstream(streams)) > 50
    assert {name for name, delta in _moved(field, nothing).items() if delta} == set()


def test_noop_deployments_move_the_naive_count_and_not_ours(field: Field) -> None:
    moved = _moved(field, KNOWN["noop_deployments"])
    assert moved[COUNT] == 40
    assert moved["deploy_freq"] == 0
    assert moved["noop_deploy_share"] > 0.3


def test_a_commit_to_and_fro_moves_ours_too(field: Field) -> None:
    moved = _moved(field, KNOWN["toggled_deployments"])
    assert moved["deploy_freq"] >= 1
    # Where an honest deployment falls between the two, one of them is of the commit that runs.
    assert moved["noop_deploy_share"] < 0.05


def test_what_is_published_may_be_used_for_what_the_committed_results_leave(small: World) -> None:
    """The rule in SQL and the one in Python say the same of every metric."""
    query = "select metric_id, verdict, eligible_decisions from marts.dim_metrics"
    with duckdb.connect(str(small.home / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.sql(query).fetchall()
    found = {metric_id: (verdict, set(listed.split(", "))) for metric_id, verdict, listed in rows}
    expected = verdicts.published(verdicts.SEEDS, catalogue.metrics())
    assert found == {
        metric_id: (standing.verdict, set(standing.decisions))
        for metric_id, standing in expected.items()
    }
