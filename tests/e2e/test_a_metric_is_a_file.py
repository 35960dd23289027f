"""Adding a metric touches nothing but its two files (ADR 0003)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from expectations import catalogue
from tests.dbt.project import PROJECT, ROOT, copied_project, run_dbt
from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e

METRIC = "large_changes"
FOLDER = "models/metrics/batches"
SQL = """\
with items as (
    select
        changes.pull_request_id as item_id,
        changes.team_id,
        changes.person_id,
        changes.merged_at as occurred_at,
        case when changes.written_lines > 200 then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_delivery__change_sizes') }} as changes
)

{{ ratio_metric('large_changes', 'items') }}
"""
META: dict[str, Any] = {
    "metric_id": METRIC,
    "name": "Large changes",
    "dimension": "batches",
    "definition": "Share of merged pull requests with more than 200 written lines.",
    "why": "Large changes are reviewed worse.",
    "unit": "share of changes",
    "direction": "down",
    "kind": "ratio",
    "decision": "Whether to cut work smaller.",
    "owner": "head of engineering",
    "pair_metric_id": "change_lead_time",
    "team_types": ["platform", "application"],
    "min_items": 20,
    "is_proportion": True,
    "is_behavioural": False,
    "chart_scale": "none",
    "known_gaming": ["splitting one change over several pull requests"],
    "retire_if": "Nobody cuts work by it for two quarters.",
    "status": "candidate",
    "definition_version": 3,
    "sources": ["github.pull_requests", "github.pull_request_files"],
    "eligible_decisions": ["team self-observation"],
    "grains": ["month", "quarter"],
}
BY_HAND = """
    select count(*) filter (where written_lines > 200), count(*)
    from intermediate.int_delivery__change_sizes
    where
        team_id = ?
        and merged_at >= timezone('UTC', timezone('Europe/Berlin', cast(? as timestamp)))
"""


@pytest.fixture(scope="module")
def copied(small: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with one more metric, catalogued and built on the small scenario."""
    root = tmp_path_factory.mktemp("metric")
    entry = {
        "name": METRIC,
        "description": "One row per team, grain and period that has items.",
        "config": {"meta": {"metric": META}},
    }
    files = {
        f"{FOLDER}/{METRIC}.sql": SQL,
        f"{FOLDER}/{METRIC}.yml": yaml.safe_dump({"models": [entry]}),
    }
    project = copied_project(root, files)
    subprocess.run(
        [sys.executable, "-m", "expectations.catalogue", "--write", "--root", str(root)],
        cwd=ROOT,
        check=True,
    )
    home = root / "home"
    shutil.copytree(small.home / "landing", home / "landing")
    loaded = run_dbt("seed", home=home, project=project, as_of=small.as_of)
    assert loaded.returncode == 0, loaded.stdout
    wanted = ("--select", "+fct_team_metrics", "+dim_metrics")
    built = run_dbt("run", *wanted, home=home, project=project, as_of=small.as_of)
    assert built.returncode == 0, built.stdout
    return root


def rows(root: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(root / "home" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query, parameters).fetchall()


def test_nothing_else_was_touched(copied: Path) -> None:
    """Of what people write; the lists of metrics are generated."""
    generated = {ROOT / path for path in catalogue.generated()}
    for path in sorted(PROJECT.rglob("*")):
        name = path.relative_to(PROJECT)
        if path.is_file() and path not in generated and not {"target", "logs"} & set(name.parts):
            assert (copied / "dbt_project" / name).read_bytes() == path.read_bytes()


def test_it_is_published_for_every_team_and_period_of_its_grains(copied: Path) -> None:
    query = """
        select grain, count(*), count(value), count(ci_low), min(definition_version)
        from marts.fct_team_metrics where metric_id = ? group by grain order by grain
    """
    others = "select grain, count(*) from marts.fct_team_metrics where metric_id = ? group by grain"
    expected = dict(rows(copied, others, "deploy_freq"))
    found = {grain: counts for grain, *counts in rows(copied, query, METRIC)}
    assert set(found) == {"month", "quarter"}
    for grain, (n_rows, n_values, n_limits, version) in found.items():
        assert n_rows == expected[grain]
        assert n_values == n_limits > 0
        assert version == META["definition_version"]


def test_its_value_is_what_its_sql_says(copied: Path) -> None:
    query = """
        select team_id, period_start, numerator, denominator, value, n_items, status
        from marts.fct_team_metrics
        where metric_id = ? and grain = 'quarter' and team_id = 'atlas'
    """
    found = rows(copied, query, METRIC)
    assert found
    for team_id, start, numerator, denominator, value, n_items, status in found:
        large, changes = rows(copied, BY_HAND, team_id, start)[0]
        assert status == "provisional"
        assert (numerator, denominator, n_items) == (large, changes, changes)
        assert value == large / changes


def test_it_is_in_the_catalogue_and_on_the_page(copied: Path) -> None:
    keys = ("name", "dimension", "decision", "pair_metric_id")
    query = "select name, dimension, decision, pair_metric_id from marts.dim_metrics"
    assert tuple(META[key] for key in keys) in rows(copied, query)
    page = (copied / "docs" / "metrics.md").read_text()
    assert f"### {METRIC}" in page
    assert META["definition"] in page
