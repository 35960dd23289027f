"""The rules of what a BI tool shows, as functions from assets to findings."""

from __future__ import annotations

import json
import re
from typing import Any

import sqlglot
from sqlglot import exp

ALLOWED = {"echarts_timeseries_line", "table"}
# What rows may be ordered by: time, names, and the place that the contract gives within a team.
TIMES = {"period_start", "quarter_start", "window_start"}
NAMES = {"dimension", "metric_name", "kind", "component_id", "source", "stream", "load", "summary"}
PLACE = "place_within_team"
ORDERS = TIMES | NAMES | {PLACE}


def tables_read(query: str) -> set[str]:
    """The tables and table functions of a query, those it defines itself left out."""
    tree = sqlglot.parse_one(query, read="duckdb")
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    found = {table.sql("duckdb").split(" AS ")[0] for table in tree.find_all(exp.Table)}
    return found - own


def columns_matching(dataset: dict[str, Any], pattern: str) -> list[str]:
    """Columns about a person; how many people there are is about none."""
    names = [str(each["column_name"]) for each in dataset["columns"]]
    counted = {"n_people", "effective_people"}
    return [name for name in names if name not in counted and re.search(pattern, name)]


def unknown_names(chart: dict[str, Any], dataset: dict[str, Any]) -> list[str]:
    """Columns and measures a chart wants that its dataset does not have."""
    parameters = chart["params"]
    known = {each["column_name"] for each in dataset["columns"]}
    measures = {each["metric_name"] for each in dataset["metrics"]}
    wanted = [*parameters.get("all_columns", []), *parameters.get("groupby", []), *_ordered(chart)]
    wanted += [each["subject"] for each in parameters["adhoc_filters"]]
    wanted += [parameters["x_axis"]] if "x_axis" in parameters else []
    missing = [name for name in wanted if name not in known]
    return missing + [name for name in parameters.get("metrics", []) if name not in measures]


def forbidden_in(chart: dict[str, Any], dataset: dict[str, Any]) -> list[str]:
    """What a chart does that none may do."""
    parameters, name = chart["params"], chart["slice_name"]
    numbers = {
        each["column_name"]
        for each in dataset["columns"]
        if each["type"] in {"DOUBLE", "BIGINT", "INTEGER"}
    }
    found = [
        f"{name} is ordered by {column}"
        for column in _ordered(chart)
        if column not in ORDERS or column in numbers - {PLACE}
    ]
    if chart["viz_type"] not in ALLOWED:
        found.append(f"{name} is drawn as {chart['viz_type']}")
    if any(
        parameters.get(each) for each in ("conditional_formatting", "show_cell_bars", "color_pn")
    ):
        found.append(f"{name} colours by value")
    if any(parameters.get(each) for each in ("connectNulls", "stack", "area", "forecastEnabled")):
        found.append(f"{name} draws what is missing")
    return found


def teams_side_by_side(
    dashboard: dict[str, Any], charts: dict[str, Any], datasets: dict[str, Any]
) -> list[str]:
    """Charts about teams that a dashboard does not hold to one team."""
    held: set[int] = set()
    places = [each for each in dashboard["position"].values() if isinstance(each, dict)]
    numbers = {
        each["id"].removeprefix("CHART-"): each["meta"]["chartId"]
        for each in places
        if each["type"] == "CHART"
    }
    for each in dashboard["metadata"]["native_filter_configuration"]:
        if each["targets"][0]["column"]["name"] == "team_name":
            held |= set(numbers.values()) - set(each["scope"]["excluded"])
    by_identity = {each["uuid"]: each for each in datasets.values()}
    about_teams = [
        name
        for name in numbers
        if "team_name"
        in {c["column_name"] for c in by_identity[charts[name]["dataset_uuid"]]["columns"]}
    ]
    return [name for name in about_teams if numbers[name] not in held]


def _ordered(chart: dict[str, Any]) -> list[str]:
    return [json.loads(pair)[0] for pair in chart["params"].get("order_by_cols", [])]
