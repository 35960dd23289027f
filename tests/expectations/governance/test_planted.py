"""Every planted violation is found, and what comes near one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.governance import page
from expectations.governance.checking import NEEDED, RULES, findings
from expectations.governance.exceptions import Allowed
from expectations.governance.planted.kind import Planted
from expectations.governance.planted.kinds import BORDERS, PLANTED
from expectations.governance.planted.manifest import HONEST, manifest, model
from expectations.governance.project import Project

FEWEST = 25


def _kind(planted: Planted) -> str:
    return planted.kind


@pytest.mark.parametrize("planted", PLANTED, ids=_kind)
def test_a_planted_violation_is_found(planted: Planted, tmp_path: Path) -> None:
    assert planted.is_found(tmp_path), f"{planted.rule_id} does not see: {planted.what}"


@pytest.mark.parametrize("near", BORDERS, ids=_kind)
def test_what_comes_near_passes(near: Planted, tmp_path: Path) -> None:
    assert [one.in_words() for one in near.findings(tmp_path)] == []


def test_the_honest_project_passes() -> None:
    assert findings(Project(manifest(HONEST)), allowed=()) == []


def test_enough_kinds_are_planted_each_under_a_name_of_its_own() -> None:
    assert len({planted.kind for planted in PLANTED}) == len(PLANTED) >= FEWEST


def test_every_rule_is_tried_on_both_sides_of_its_border() -> None:
    known = {rule.rule_id for rule in RULES} - {NEEDED.rule_id}
    assert {planted.rule_id for planted in PLANTED} == known
    assert {near.rule_id for near in BORDERS} == known
    assert len({near.kind for near in BORDERS}) == len(BORDERS)


def test_a_finding_says_what_why_and_what_to_do() -> None:
    (found,) = next(planted for planted in PLANTED if planted.kind == "hashed_person").findings()
    assert found.in_words().splitlines() == [
        "no-person-published: rpt_planted.token: its data come from a column of a person",
        f"    why: {found.rule.why}",
        f"    instead: {found.rule.instead}",
    ]
    assert "n_people" in found.rule.instead


def test_an_exception_allows_one_column_and_no_other() -> None:
    sql = "select team_id, coalesce(value, 0) as a, coalesce(value, 0) as b from @cells"
    project = Project(manifest([*HONEST, model("marts/leadership/rpt_planted", sql)]))
    allowed = [Allowed("missing-is-not-zero", "rpt_planted", "a", "tried")]
    assert [one.part for one in findings(project, allowed)] == ["b"]


def test_an_exception_nothing_needs_is_found_where_its_model_is() -> None:
    allowed = [
        Allowed("missing-is-not-zero", "fct_team_metrics", "value", "no longer"),
        Allowed("missing-is-not-zero", "rpt_gone", "value", "of a model that is not there"),
    ]
    found = findings(Project(manifest(HONEST)), allowed)
    assert [(one.rule, one.subject, one.part) for one in found] == [
        (NEEDED, "fct_team_metrics", "value")
    ]


def test_the_page_is_the_one_of_the_rules() -> None:
    remedy = "run python -m expectations.governance --write-page"
    assert page.PATH.read_text(encoding="utf-8") == page.text(), remedy


def test_the_page_names_every_rule_and_every_kind() -> None:
    text = page.text()
    assert [rule.rule_id for rule in RULES if f"`{rule.rule_id}`" not in text] == []
    kinds = [planted.kind.replace("_", " ") for planted in (*PLANTED, *BORDERS)]
    assert [kind for kind in kinds if kind not in text] == []
