"""What Superset imports: described, within leadership.duckdb, and never a league table."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bi.contract import described, empty_leadership
from bi.superset import bundle, charts, datasets, spec
from bi.superset.datasets import AssetError
from expectations import catalogue
from expectations.person_columns import ABOUT_A_PERSON
from tests.bi import rules

WRITTEN = spec.read()
BUNDLE = bundle.bundle(Path("published/leadership.duckdb"), WRITTEN)
FILES: dict[str, Any] = {name: yaml.safe_load(text) for name, text in BUNDLE["files"].items()}
PUBLISHED = {f"marts.{name}" for name in described()} | {f"semantic.{name}" for name in described()}


def of(kind: str) -> dict[str, Any]:
    return {Path(name).stem: each for name, each in FILES.items() if name.startswith(f"{kind}/")}


@pytest.mark.parametrize("name", WRITTEN.datasets)
def test_a_dataset_reads_published_tables_and_says_what_its_columns_mean(name: str) -> None:
    made = of("datasets")[name]
    assert rules.tables_read(made["sql"]) <= PUBLISHED
    assert [
        each["column_name"] for each in made["columns"] if not each["description"].strip()
    ] == []
    assert [
        each["metric_name"] for each in made["metrics"] if not each["description"].strip()
    ] == []
    assert rules.columns_matching(made, ABOUT_A_PERSON) == []


def test_a_dataset_that_reads_anything_else_is_found() -> None:
    query = "select * from coaching.evidence join marts.dim_teams using (team_id)"
    assert rules.tables_read(query) - PUBLISHED == {"coaching.evidence"}
    assert rules.tables_read("select * from read_parquet('x')") - PUBLISHED


def test_a_dataset_whose_column_is_gone_fails_with_its_name() -> None:
    broken = dataclasses.replace(
        WRITTEN.datasets["teams"], sql="select team_colour from marts.dim_teams"
    )
    with empty_leadership() as connection, pytest.raises(AssetError, match=r"teams.*team_colour"):
        datasets.columns(connection, broken)


def test_a_column_without_a_meaning_fails_with_its_name() -> None:
    silent = dataclasses.replace(WRITTEN.datasets["loads"], columns={})
    with pytest.raises(AssetError, match="loads: the column load has no description"):
        datasets.meaning(silent, "load", described())


def test_every_metric_of_the_catalogue_is_a_measure_of_one_cell() -> None:
    measures = {each["metric_name"]: each for each in of("datasets")["outcomes"]["metrics"]}
    for meta in catalogue.metrics():
        expression = measures[meta["metric_id"]]["expression"]
        assert f"filter (where metric_id = '{meta['metric_id']}') = 1 then" in expression


def test_a_measure_has_no_value_where_it_would_take_several_cells() -> None:
    rows = (
        "(values ('a', 1.0), ('a', null), ('b', 3.0), ('b', 4.0), ('c', 5.0)) as cells (k, value)"
    )
    measures = {each["metric_name"]: each for each in of("datasets")["outcomes"]["metrics"]}
    expression = measures["value_of_a_cell"]["expression"]
    with empty_leadership() as connection:
        found = connection.execute(f"select k, {expression} from {rows} group by k").fetchall()
    assert sorted(found) == [("a", None), ("b", None), ("c", 5.0)]


@pytest.mark.parametrize("name", WRITTEN.charts)
def test_a_chart_shows_what_exists_and_ranks_nothing(name: str) -> None:
    chart = of("charts")[name]
    dataset = of("datasets")[WRITTEN.charts[name].dataset]
    assert rules.unknown_names(chart, dataset) == []
    assert rules.forbidden_in(chart, dataset) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"order_by_cols": ['["value", false]']}, "is ordered by value"),
        ({"viz_type": "big_number_total"}, "is drawn as big_number_total"),
        ({"conditional_formatting": [{"column": "value"}]}, "colours by value"),
        ({"show_cell_bars": True}, "colours by value"),
        ({"connectNulls": True}, "draws what is missing"),
        ({"stack": "Stack"}, "draws what is missing"),
    ],
)
def test_a_chart_that_ranks_or_invents_is_found(changed: dict[str, Any], found: str) -> None:
    chart = of("charts")["outcome_periods"]
    chart = chart | {
        "params": chart["params"] | changed,
        "viz_type": changed.get("viz_type", "table"),
    }
    assert found in " ".join(rules.forbidden_in(chart, of("datasets")["outcomes"]))


def test_a_chart_of_what_is_not_there_is_found() -> None:
    chart = charts.document(
        dataclasses.replace(
            WRITTEN.charts["outcome_periods"], table={"columns": ["gone"], "rows": 1}
        ),
        WRITTEN.datasets["outcomes"],
    )
    assert rules.unknown_names(chart, of("datasets")["outcomes"]) == ["gone"]


@pytest.mark.parametrize("page", WRITTEN.dashboards, ids=lambda page: page["name"])
def test_a_dashboard_shows_one_team_at_a_time(page: dict[str, Any]) -> None:
    made = of("dashboards")[page["name"]]
    filters = made["metadata"]["native_filter_configuration"]
    assert all(each["controlValues"]["enableEmptyFilter"] for each in filters)
    assert not any(each["controlValues"]["multiSelect"] for each in filters)
    assert rules.teams_side_by_side(made, of("charts"), of("datasets")) == []


def test_a_dashboard_of_teams_without_a_choice_of_one_is_found() -> None:
    made = json.loads(json.dumps(of("dashboards")["team-outcomes"]))
    made["metadata"]["native_filter_configuration"] = []
    assert "latest_quarter" in rules.teams_side_by_side(made, of("charts"), of("datasets"))


def test_the_database_is_opened_read_only_and_nothing_else_is() -> None:
    made = of("databases")["leadership"]
    connect = made["extra"]["engine_params"]["connect_args"]
    assert connect["read_only"] is True
    assert connect["config"]["enable_external_access"] is False
    allowed = [name for name, value in made.items() if name.startswith("allow") and value]
    assert (allowed, made["expose_in_sqllab"], made["cache_timeout"]) == ([], False, 0)


def test_a_number_in_words_is_no_zero_that_it_is_not() -> None:
    words = spec.NUMBER.sub(lambda found: spec.IN_WORDS.format(found[1]), "number(x)")
    with empty_leadership() as connection:
        rows = connection.execute(
            f"select {words} from (values (0), (0.004), (0.5), (12.0), (1234.567), (null)) as n (x)"
        ).fetchall()
    assert [row[0] for row in rows] == ["0", "0.004", "0.5", "12", "1234.57", None]
