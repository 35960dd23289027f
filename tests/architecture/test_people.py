"""The people layer: three concepts apart, nobody ordered, nothing published."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from orchestration.publication import contract
from tests.architecture import people_rules, repository

COACHING = repository.MODELS / "marts/coaching"
INTERMEDIATE = repository.MODELS / "intermediate/people"
CONCEPTS = {
    "current_level_assessments": {
        "int_people__level_assessments",
        "stg_file_drops__level_assessments",
    },
    "growth_signals": {"int_people__growth_signals", "stg_file_drops__growth_signals"},
    "promotion_readiness": {
        "int_people__promotion_dimensions",
        "int_people__promotion_evidence",
        "stg_file_drops__promotion_cases",
    },
}
LAYER = sorted([*COACHING.glob("*.sql"), *INTERMEDIATE.glob("*.sql")])
NAMES = {path.stem for path in LAYER}


def reads() -> dict[str, set[str]]:
    files = [*repository.models(), *sorted((repository.DBT / "tests").rglob("*.sql"))]
    return {path.stem: people_rules.references(path.read_text()) for path in files}


def columns(path: Path) -> list[str]:
    return [str(column["name"]) for column in repository.model_yml(path)["columns"]]


def test_no_concept_is_made_from_another() -> None:
    found = reads()
    for mart, owned in CONCEPTS.items():
        assert people_rules.ancestors(mart, found) >= owned, f"{mart}: mend CONCEPTS"
    assert people_rules.collapsing(CONCEPTS, found) == []


def test_a_promotion_made_from_growth_is_found() -> None:
    found = reads()
    found["int_people__promotion_dimensions"].add("int_people__growth_signals")
    assert people_rules.collapsing(CONCEPTS, found) == [
        f"promotion_readiness is made from {model}, which belongs to growth_signals"
        for model in ("int_people__growth_signals", "stg_file_drops__growth_signals")
    ]


def test_concepts_share_the_person_and_nothing_to_join_outcomes_by() -> None:
    held = {mart: columns(COACHING / f"{mart}.sql") for mart in CONCEPTS}
    assert people_rules.shared(held, {"person_id"}) == {}
    held["growth_signals"].append("descriptor")
    assert people_rules.shared(held, {"person_id"}) == {
        "current_level_assessments and growth_signals": {"descriptor"}
    }


def test_nobody_reads_what_is_held_about_single_persons() -> None:
    found = reads()
    assert people_rules.readers(NAMES, found) == {}
    found["fct_team_metrics"].add("evidence_coverage")
    assert people_rules.readers(NAMES, found) == {"fct_team_metrics": {"evidence_coverage"}}


def test_the_layer_is_private_to_its_group_and_in_a_schema_of_its_own() -> None:
    project = yaml.safe_load((repository.DBT / "dbt_project.yml").read_text())
    models = project["models"]["team_outcomes"]
    for settings in (models["marts"]["coaching"], models["intermediate"]["people"]):
        assert (settings["+group"], settings["+access"]) == ("coaching", "private")
    assert models["marts"]["coaching"]["+schema"] == "coaching"
    for path in LAYER:
        own = repository.model_yml(path).get("config", {}).keys()
        assert own <= {"contract"}, f"{path.stem}: leave group, access and schema to the folder"
        assert "config(" not in path.read_text()


def test_nothing_of_it_is_published() -> None:
    published = {t.name for t in (*contract.leadership_tables(), *contract.audit_tables())}
    assert published
    assert published & NAMES == set()
    assert "coaching" not in {*contract.LEADERSHIP_FOLDERS, *contract.AUDIT_FOLDERS}
    for view in contract.leadership_views().values():
        assert not [name for name in NAMES if name in view]


@pytest.mark.parametrize("path", LAYER, ids=repository.short)
def test_no_column_orders_people_and_no_query_sorts_them(path: Path) -> None:
    assert people_rules.ordering_columns(columns(path)) == []
    assert not people_rules.orders_rows(path.read_text())


def test_what_would_order_people_is_found() -> None:
    given = ["person_id", "overall", "impact_score", "peer_mean", "n_kinds", "team_percentile"]
    found = ["overall", "impact_score", "peer_mean", "team_percentile"]
    assert people_rules.ordering_columns(given) == found
    assert people_rules.orders_rows("select 1 from x order  by y")
    assert not people_rules.orders_rows("select 1 from x -- order by y")


@pytest.mark.parametrize("path", sorted(COACHING.glob("*.sql")), ids=repository.short)
def test_every_mart_is_about_a_person_or_a_manager_and_says_so(path: Path) -> None:
    key = "manager_id" if path.stem == "evidence_recency" else "person_id"
    assert key in columns(path)
    assert repository.unit_tests(path)
