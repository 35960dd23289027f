"""An exposure that claims a decision its metrics' verdicts forbid is found, each kind of it.

Planted in one scratch copy, over verdicts that are planted too: `deploy_freq` is robust,
`build_time` and `review_coverage` are narrow, and what was found of `change_fail_rate` is of an
older definition.
"""

from __future__ import annotations

import csv
import io

import duckdb
import pytest
import yaml

from tests.dbt import project

TEST = "assert_exposures_use_eligible_decisions"
SEED = "seeds/gameability_measured.csv"
SETTINGS = "dbt_project.yml"
WATCHING, PIPELINES, POLICY = "team self-observation", "investment in pipelines", "review policy"
VERDICTS = {
    "deploy_freq": ("robust", 1, [WATCHING, PIPELINES]),
    "build_time": ("narrow", 1, [WATCHING]),
    "review_coverage": ("narrow", 1, [WATCHING]),
    "change_fail_rate": ("robust", 0, [WATCHING, "release safety"]),
}
FORBIDDEN = {
    "promotes": ("deploy_freq", "promotion"),
    "pays": ("deploy_freq", "compensation"),
    "sets_a_target": ("deploy_freq", "target"),
    "compares_teams": ("deploy_freq", "cross-team view"),
    "promotes_by_a_narrow_one": ("build_time", "promotion"),
    "compares_by_a_narrow_one": ("build_time", "cross-team view"),
    "invests_by_a_narrow_one": ("build_time", PIPELINES),
    "plans_by_a_narrow_one": ("review_coverage", POLICY),
    "decides_by_an_old_verdict": ("change_fail_rate", "release safety"),
    "decides_by_an_untested_one": ("knowledge_spread", "pairing and documentation"),
    "claims_what_no_yml_does": ("deploy_freq", "release safety"),
    "names_no_metric_there_is": ("story_points", WATCHING),
}
ALLOWED = {
    "watches": ("build_time", WATCHING),
    "watches_an_untested_one": ("knowledge_spread", WATCHING),
    "invests_by_a_robust_one": ("deploy_freq", PIPELINES),
}


def exposure(name: str, meta: dict[str, list[str]]) -> dict[str, object]:
    return {
        "name": name,
        "type": "dashboard",
        "owner": {"name": "x", "email": "x@team-outcomes.example"},
        "depends_on": ["ref('dim_metrics')"],
        "config": {"meta": meta},
    }


def exposures() -> str:
    planted = [
        exposure(name, {"metrics": [metric], "decisions": [decision]})
        for name, (metric, decision) in (FORBIDDEN | ALLOWED).items()
    ]
    planted += [
        # One forbidden decision among allowed ones, one narrow metric among robust ones.
        exposure(
            "mixes_decisions", {"metrics": ["deploy_freq"], "decisions": [WATCHING, "target"]}
        ),
        exposure(
            "mixes_metrics", {"metrics": ["deploy_freq", "build_time"], "decisions": [PIPELINES]}
        ),
        # Who names no metric means every one of the tables.
        exposure("names_no_metric", {"decisions": ["promotion"]}),
        exposure("names_no_metric_and_watches", {"decisions": [WATCHING]}),
        exposure("decides_nothing", {"metrics": ["build_time"]}),
    ]
    return yaml.safe_dump({"exposures": planted})


def verdicts() -> str:
    """Results of the red team in the columns of the real file."""
    columns = (project.PROJECT / SEED).read_text(encoding="utf-8").splitlines()[0].split(",")
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for metric, (verdict, version, decisions) in VERDICTS.items():
        writer.writerow(
            {
                "metric_id": metric,
                "definition_version": version,
                "attack_id": "planted",
                "team_size_band": "8",
                "grain": "quarter",
                "needs_collusion": "false",
                "verdict": verdict,
                "eligible_decisions": ", ".join(decisions),
            }
        )
    return text.getvalue()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, str]]:
    """What the test finds, as exposure, metric and decision: one call of dbt for all plants."""
    folder = tmp_path_factory.mktemp("exposures")
    settings = (project.PROJECT / SETTINGS).read_text(encoding="utf-8")
    kept = settings.replace("+store_failures: false", "+store_failures: true")
    assert kept != settings
    files = {
        SETTINGS: kept,
        SEED: verdicts(),
        "models/marts/core/_planted__exposures.yml": exposures(),
    }
    scratch, home = project.copied_project(folder, files), folder / "home"
    selected = ["--select", "+dim_metrics", TEST, "--exclude", "test_type:unit"]
    result = project.run_dbt("build", *selected, home=home, project=scratch)
    assert result.returncode != 0
    assert f"Failure in test {TEST}" in result.stdout
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        row = connection.execute(
            "select table_schema from information_schema.tables where table_name = ?", [TEST]
        ).fetchone()
        assert row is not None
        return set(connection.execute(f'from "{row[0]}".{TEST}').fetchall())


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_forbidden_decision_is_found(found: set[tuple[str, str, str]], name: str) -> None:
    assert (name, *FORBIDDEN[name]) in found


@pytest.mark.parametrize("name", [*ALLOWED, "decides_nothing", "names_no_metric_and_watches"])
def test_an_allowed_decision_passes(found: set[tuple[str, str, str]], name: str) -> None:
    assert [row for row in found if row[0] == name] == []


def test_only_what_is_forbidden_is_found_of_a_mixed_exposure(
    found: set[tuple[str, str, str]],
) -> None:
    mixed = {row for row in found if row[0].startswith("mixes_")}
    assert mixed == {
        ("mixes_decisions", "deploy_freq", "target"),
        ("mixes_metrics", "build_time", PIPELINES),
    }


def test_an_exposure_that_names_no_metric_means_every_one(
    found: set[tuple[str, str, str]],
) -> None:
    metrics = {row[1] for row in found if row[0] == "names_no_metric"}
    assert {"deploy_freq", "build_time", "knowledge_spread"} < metrics


def test_the_exposures_of_the_project_are_legal(found: set[tuple[str, str, str]]) -> None:
    planted = {item["name"] for item in yaml.safe_load(exposures())["exposures"]}
    assert {row[0] for row in found} - planted == set()
