"""The rules over this project as dbt parses it: nothing is found in it, and what is planted is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from expectations.governance.checking import findings
from expectations.governance.project import Project
from expectations.governance.reading_project import read
from tests.dbt import project

PARTS = "{{ ref('int_delivery__lead_time_parts') }}"
CELLS = "{{ ref('fct_team_metrics') }}"
LEADERSHIP = "models/marts/leadership"
FILES = {
    f"{LEADERSHIP}/rpt_planted_persons.sql": f"""
with parts as (select person_id as p, total_microseconds as n from {PARTS})

select {{{{ token_of('p') }}}} as token, max_by(p, n) over () as longest from parts
""",
    f"{LEADERSHIP}/rpt_planted_places.sql": f"""
select person_id, {{{{ place_by('total_microseconds') }}}} as nr from {PARTS}
""",
    f"{LEADERSHIP}/rpt_planted_sums.sql": f"""
select team_id, avg(coalesce(value, 0)) as outcome from {CELLS} group by team_id
""",
    "models/intermediate/people/int_people__planted.sql": f"""
{{{{ config(access='public') }}}}
select person_id, row_number() over (order by count(*) desc nulls last) as nr
from {PARTS} group by person_id
""",
    "models/semantic/planted_league.sql": f"""
select team_id, value from {CELLS} order by value desc limit 3
""",
    "macros/project/planted.sql": """
{% macro token_of(column) %}{{ return('md5(' ~ column ~ ')') }}{% endmacro %}
{% macro place_by(column) %}{{ ['dense', 'rank'] | join('_') }}() over (order by {{ column }})
{% endmacro %}
""",
    f"{LEADERSHIP}/_planted__exposures.yml": """
exposures:
  - name: planted
    type: dashboard
    owner: {name: x, email: x@team-outcomes.example}
    depends_on: [ref('fct_team_metrics')]
    config: {meta: {metrics: [deploy_freq], decisions: [stack ranking]}}
""",
}
PLANTED = {
    ("no-person-published", "rpt_planted_persons"),
    ("no-order-of-people", "rpt_planted_persons"),
    ("no-person-published", "rpt_planted_places"),
    ("no-rank-function", "rpt_planted_places"),
    ("no-order-of-people", "rpt_planted_places"),
    ("no-sum-of-metrics", "rpt_planted_sums"),
    ("missing-is-not-zero", "rpt_planted_sums"),
    ("no-order-of-people", "int_people__planted"),
    ("coaching-is-private", "int_people__planted"),
    ("no-order-of-teams", "planted_league"),
    ("no-decision-about-a-person", "planted"),
}


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy with violations in it and its manifest: dbt parses once for both tests."""
    folder = tmp_path_factory.mktemp("governance")
    copy, home = project.copied_project(folder, FILES), folder / "home"
    result = project.run_dbt("parse", home=home, project=copy)
    assert result.returncode == 0, result.stdout + result.stderr
    return copy, home / "target" / "manifest.json"


@pytest.fixture(scope="module")
def planted(parsed: tuple[Path, Path]) -> Project:
    """That copy, its SQL followed once for the tests that read it."""
    return read(*parsed)


def _of_the_project(manifest: dict[str, Any]) -> dict[str, Any]:
    """What the manifest was before something was planted."""
    for section in ("nodes", "exposures", "macros"):
        manifest[section] = {
            name: entry
            for name, entry in manifest[section].items()
            if entry["original_file_path"] not in FILES
        }
    return manifest


def test_nothing_is_found_in_this_project(parsed: tuple[Path, Path], tmp_path: Path) -> None:
    known = _of_the_project(json.loads(parsed[1].read_text(encoding="utf-8")))
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(known), encoding="utf-8")
    checked = read(project.PROJECT, file)
    assert len(checked.models) == len(list((project.PROJECT / "models").rglob("*.sql")))
    assert [one.in_words() for one in findings(checked)] == []


def test_every_column_of_this_project_is_traced(planted: Project) -> None:
    models = planted.models.values()
    described = [model for model in models if model.node["columns"]]
    assert len(described) > 0.9 * len(models)
    untraced = {
        model.name: sorted(set(model.node["columns"]) ^ set(model.relation.columns))
        for model in described
    }
    assert {name: columns for name, columns in untraced.items() if columns} == {}


def test_what_is_planted_is_found_and_nothing_else(planted: Project) -> None:
    found = findings(planted)
    seen = {(one.rule.rule_id, one.subject) for one in found}
    assert seen >= PLANTED, PLANTED - seen
    assert {one.subject for one in found} == {subject for _, subject in PLANTED}
