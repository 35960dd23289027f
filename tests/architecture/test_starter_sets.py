"""A type of team begins with a few metrics of its own, and can build only those.

Here: the starter sets, written down a second time. Not here: which metrics there are
(test_metrics.py), and what a registration holds (`expectations.catalogue`).
"""

from __future__ import annotations

import pytest
import yaml

from tests.architecture import repository

STARTER_SETS = {
    "platform": {
        "deploy_freq",
        "change_fail_rate",
        "incident_recovery",
        "slo_attainment",
        "after_hours_pages",
        "knowledge_spread",
    },
    "application": {
        "change_lead_time",
        "change_fail_rate",
        "escaped_defects",
        "predictability",
        "activation",
    },
    "developer_experience": {
        "build_time",
        "flaky_rate",
        "onboarding_time",
        "dev_friction",
        "paved_road_adoption",
    },
}


@pytest.mark.parametrize("team_type", STARTER_SETS)
def test_a_type_of_team_begins_with_its_set_and_can_build_it(team_type: str) -> None:
    registered = {
        str(meta["metric_id"])
        for _, meta in repository.metric_metas()
        if team_type in meta.get("starter_for", [])
    }
    assert registered == STARTER_SETS[team_type]
    selectors = yaml.safe_load((repository.DBT / "selectors.yml").read_text())["selectors"]
    assert f"starter_{team_type}" in {selector["name"] for selector in selectors}
