"""The catalogue: what it writes, and what it says of a metric that is not registered well."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from expectations import catalogue, catalogue_semantics

CHANGE = "dbt_project/models/metrics/quality/change_fail_rate.yml"
PAIR = "dbt_project/models/metrics/delivery/deploy_freq.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of two metrics that are each other's pair."""
    for name in (CHANGE, PAIR):
        for path in (Path(name), Path(name).with_suffix(".sql")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(catalogue.ROOT / path, tmp_path / path)
    shutil.copytree(catalogue.ROOT / catalogue.SEEDS, tmp_path / catalogue.SEEDS)
    return tmp_path


def edit(root: Path, change: Callable[[dict[str, Any]], object], name: str = CHANGE) -> None:
    """Change a metric's `meta.metric`."""
    path = root / name
    document = yaml.safe_load(path.read_text())
    change(document["models"][0]["config"]["meta"]["metric"])
    path.write_text(yaml.safe_dump(document))


def test_what_is_committed_is_what_the_yml_files_say() -> None:
    assert catalogue.stale() == []


def test_metrics_come_by_dimension_and_are_all_written_down(root: Path) -> None:
    catalogue.write(root)
    assert [m["metric_id"] for m in catalogue.metrics(root)] == ["deploy_freq", "change_fail_rate"]
    macro = (root / catalogue.MACRO).read_text()
    assert macro.index("'change_fail_rate'") < macro.index("'deploy_freq'")
    page = (root / catalogue.PAGE).read_text()
    for metric in catalogue.metrics(root):
        for key in ("definition", "why", "decision", "retire_if", "owner"):
            assert " ".join(metric[key].split()) in page
        for item in (*metric["known_gaming"], *metric["eligible_decisions"]):
            assert item in page
    assert "**Shown from**: 20 items\n" in page


def test_what_the_red_team_forbids_is_told_as_forbidden(root: Path) -> None:
    seed = root / catalogue.SEEDS / "gameability_measured.csv"
    seed.write_text(seed.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    catalogue.write(root)
    page = (root / catalogue.PAGE).read_text()
    assert "- **May be used for**: team self-observation\n" in page
    assert "- **Forbidden by its verdict**: release safety\n" in page
    assert "trial, untested by the [red team](red-team.md), definition 1\n" in page


def test_the_page_says_how_many_people_a_behavioural_metric_needs(root: Path) -> None:
    edit(root, lambda meta: meta.update(is_behavioural=True))
    catalogue.write(root)
    assert "**Shown from**: 20 items, and 5 people\n" in (root / catalogue.PAGE).read_text()


def test_the_page_links_starter_sets_and_says_which_sources_are_a_choice(root: Path) -> None:
    def without(meta: dict[str, Any]) -> None:
        meta.pop("starter_for", None)

    edit(root, without)
    edit(root, without, PAIR)
    catalogue.write(root)
    assert "What to begin with" not in (root / catalogue.PAGE).read_text()
    choice = ["jira.issues", "jira.statuses", "gitlab.issues"]
    edit(root, lambda meta: meta.update(starter_for=["platform"], one_of=choice))
    catalogue.write(root)
    page = (root / catalogue.PAGE).read_text()
    assert "- **platform**: [`change_fail_rate`](#change_fail_rate)\n" in page
    assert "; and one of (`jira.issues`; `jira.statuses`) or (`gitlab.issues`)\n" in page


def test_check_fails_until_the_files_are_written_again(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    command = ["--root", str(root)]
    assert catalogue.main(["--check", *command]) == 1
    assert catalogue.main(["--write", *command]) == 0
    assert catalogue.main(["--check", *command]) == 0
    edit(root, lambda meta: meta.update(name="Deployments that hurt"))
    assert catalogue.main(["--check", *command]) == 1
    assert f"{catalogue.PAGE} is stale; run `make catalogue`." in caplog.messages
    assert f"{catalogue.MACRO} is stale; run `make catalogue`." in caplog.messages
    assert catalogue.main(["--write", *command]) == 0
    assert catalogue.stale(root) == []


def test_the_page_and_the_semantic_layer_follow_from_a_name(root: Path) -> None:
    catalogue.write(root)
    edit(root, lambda meta: meta.update(name="Deployments that hurt"))
    assert set(catalogue.stale(root)) == {catalogue.PAGE, catalogue_semantics.METRICS}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"decision": None}, "decision is None; write a text"),
        ({"unit": "  "}, "unit is '  '; write a text"),
        ({"kind": "mean"}, "kind is 'mean'; write one of count, ratio, percentile, survival"),
        ({"direction": "sideways"}, "direction is 'sideways'; write one of up, down, none"),
        ({"min_items": -1}, "min_items is -1; write a whole number from 0 on"),
        ({"min_items": True}, "min_items is True; write a whole number from 0 on"),
        ({"definition_version": 0}, "definition_version is 0; write a whole number from 1 on"),
        ({"is_behavioural": "no"}, "is_behavioural is 'no'; write true or false"),
        ({"known_gaming": []}, "known_gaming is []; write a list of different texts"),
        ({"known_gaming": ["a", "a"]}, "known_gaming is ['a', 'a']; write a list of different"),
        ({"team_types": ["sales"]}, "team_types is ['sales']; write a list of different ones of"),
        ({"grains": ["day"]}, "grains is ['day']; write a list of different ones of week, month"),
        ({"sources": ["issues"]}, "sources is ['issues']; write a list of streams such as github"),
        ({"pair_metric_id": "nobody"}, "pair_metric_id is 'nobody'; write the id of another"),
        ({"metric_id": "cfr"}, "metric_id is 'cfr'; write `change_fail_rate`, as the file is"),
        ({"dimension": "speed"}, "dimension is 'speed'; write `quality`, as the file is named"),
        ({"target": 0.1}, "target is unknown; use only chart_scale, decision,"),
    ],
)
def test_a_wrong_entry_is_named_with_file_key_and_remedy(
    root: Path, change: dict[str, Any], message: str
) -> None:
    edit(root, lambda meta: meta.update(change))
    with pytest.raises(catalogue.CatalogueError) as error:
        catalogue.metrics(root)
    assert str(error.value).startswith(f"{CHANGE}: meta.metric.{message}")


@pytest.mark.parametrize("key", sorted(catalogue.KEYS - catalogue.OPTIONAL))
def test_a_missing_entry_is_named(root: Path, key: str) -> None:
    edit(root, lambda meta: meta.pop(key))
    with pytest.raises(catalogue.CatalogueError, match=rf"^{CHANGE}: meta\.metric\.{key} is miss"):
        catalogue.metrics(root)


def test_half_a_metric_is_named(root: Path) -> None:
    (root / PAIR).unlink()
    with pytest.raises(catalogue.CatalogueError, match=r"deploy_freq\.sql: write deploy_freq\.yml"):
        catalogue.metrics(root)
    (root / PAIR).with_suffix(".sql").rename(root / "elsewhere.sql")
    shutil.copy(catalogue.ROOT / PAIR, root / PAIR)
    with pytest.raises(catalogue.CatalogueError, match=r"there is no deploy_freq\.sql beside it"):
        catalogue.metrics(root)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("models: [", "is no valid YAML"),
        ("", "a model named change_fail_rate with config.meta.metric was expected"),
        ("models: [{name: other}]", "a model named change_fail_rate with config.meta.metric was"),
        ("models: [{name: change_fail_rate}]", "a model named change_fail_rate with config.meta"),
    ],
)
def test_a_file_that_registers_nothing_is_named(root: Path, text: str, message: str) -> None:
    (root / CHANGE).write_text(text)
    with pytest.raises(catalogue.CatalogueError) as error:
        catalogue.metrics(root)
    assert str(error.value).startswith(f"{CHANGE}: {message}")


def test_the_command_says_what_is_wrong_and_writes_nothing(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    edit(root, lambda meta: meta.pop("owner"))
    assert catalogue.main(["--write", "--root", str(root)]) == 1
    assert caplog.messages == [f"{CHANGE}: meta.metric.owner is missing; write a text."]
    assert not (root / catalogue.PAGE).exists()
