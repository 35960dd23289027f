"""A table for leaders that speaks of a person, or a forbidden decision, stops the build."""

from __future__ import annotations

from pathlib import Path

from tests.dbt import project

MODEL = """
select team_id, cast('ada' as varchar) as author_login
from {{ ref('dim_teams') }}
"""
PROPERTIES = """
models:
  - name: rpt_scratch
    config: {contract: {enforced: true}}
    columns:
      - {name: team_id, data_type: varchar}
      - {name: author_login, data_type: varchar}
"""
EXPOSURE = """
exposures:
  - name: scratch
    type: dashboard
    owner: {name: x, email: x@team-outcomes.example}
    depends_on: [ref('rpt_scratch')]
    config: {meta: {metrics: [deploy_freq], decisions: [promotion, team self-observation]}}
"""


def test_a_person_or_a_forbidden_decision_in_a_mart_is_found(tmp_path: Path) -> None:
    folder = "models/marts/core"
    files = {
        f"{folder}/rpt_scratch.sql": MODEL,
        f"{folder}/rpt_scratch.yml": PROPERTIES,
        f"{folder}/_scratch__exposures.yml": EXPOSURE,
    }
    scratch, home = project.copied_project(tmp_path, files), tmp_path / "home"
    selected = ["--select", "+rpt_scratch", "+dim_metrics"]
    assert project.run_dbt("seed", home=home, project=scratch).returncode == 0
    assert project.run_dbt("run", *selected, home=home, project=scratch).returncode == 0
    result = project.run_dbt("test", "--select", "test_type:singular", home=home, project=scratch)
    assert result.returncode != 0
    assert "Failure in test assert_no_person_in_published_tables" in result.stdout
    assert "Failure in test assert_exposures_use_eligible_decisions" in result.stdout
    assert "Failure in test assert_every_stream_is_profiled" not in result.stdout
