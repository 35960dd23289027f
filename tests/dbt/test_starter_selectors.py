"""A starter selector builds the metrics of its set, and needs nothing that it does not build.

Here: what dbt makes of `selectors.yml`. Not here: which metrics a set has
(tests/architecture/test_starter_sets.py).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.repository import metric_metas
from tests.architecture.test_starter_sets import STARTER_SETS
from tests.dbt.project import run_dbt

MOST = 6
METRICS = {path.stem for path, _ in metric_metas()}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all selectors: the project is parsed once."""
    return tmp_path_factory.mktemp("selectors")


def selected(home: Path, team_type: str) -> dict[str, dict[str, Any]]:
    """What dbt would build, by its unique id."""
    keys = ("unique_id", "name", "resource_type", "depends_on")
    wanted = ("--selector", f"starter_{team_type}", "--output", "json", "--output-keys", *keys)
    listing = run_dbt("ls", *wanted, home=home)
    assert listing.returncode == 0, listing.stdout
    nodes = [json.loads(line) for line in listing.stdout.splitlines() if line.startswith("{")]
    return {node["unique_id"]: node for node in nodes}


def needed(node: dict[str, Any]) -> list[str]:
    return list(node.get("depends_on", {}).get("nodes", []))


@pytest.mark.parametrize("team_type", STARTER_SETS)
def test_a_selector_builds_its_set_and_all_it_is_made_of(home: Path, team_type: str) -> None:
    nodes = selected(home, team_type)
    models = {node["name"] for node in nodes.values() if node["resource_type"] == "model"}
    assert models & METRICS == STARTER_SETS[team_type]
    # A test that reads a model outside of the set fails in an empty warehouse.
    assert {
        node["name"]: missing
        for node in nodes.values()
        if (missing := [name for name in needed(node) if name not in nodes])
    } == {}
    assert {"test", "unit_test"} <= {node["resource_type"] for node in nodes.values()}


@pytest.mark.parametrize("team_type", STARTER_SETS)
def test_a_team_begins_with_few_metrics(team_type: str) -> None:
    assert len(STARTER_SETS[team_type]) <= MOST
