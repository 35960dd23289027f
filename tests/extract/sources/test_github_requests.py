"""How many requests extraction may need: the bars of the project, counted by the sandbox."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import World
from tests.extract.sources.github_example import ROOT, Github

REPOSITORY = "harbour/everything"
PER_THOUSAND = 45
LATER = 5


@cache
def one_large_repository() -> World:
    """Half a year of the steady scenario with every service in one repository."""
    scenario: dict[str, Any] = yaml.safe_load((ROOT / "sandbox/scenarios/steady.yml").read_text())
    scenario["period"]["start"] = "2025-12-29"
    scenario["roster_changes"] = scenario["handovers"] = []
    for team in scenario["teams"]:
        for service in team["services"]:
            name = service["service_id"]
            service["repository"] = REPOSITORY
            service["path_prefix"] = f"services/{name}/"
            service["production_environments"] = [f"{name}-production"]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "scenario.yml"
        file.write_text(yaml.safe_dump(scenario, sort_keys=False))
        return build_world(load(file))


@pytest.fixture
def github_world() -> World:
    return one_large_repository()


def test_requests_for_a_thousand_pull_requests(organisation: Github) -> None:
    pull_requests = sum(len(r.pull_requests) for r in one_large_repository().repositories)
    assert pull_requests > 800
    organisation.extract()
    cold = organisation.requests()
    assert sum(cold.values()) * 1000 / pull_requests <= PER_THOUSAND, cold
    assert len(organisation.rows("pull_requests")) == pull_requests

    organisation.control("touch", repository=REPOSITORY, share=0.01)
    result = organisation.extract()
    later = organisation.requests()
    assert result.landed_rows["pull_request_reviews"] >= pull_requests // 100
    assert sum(later.values()) <= LATER, later
