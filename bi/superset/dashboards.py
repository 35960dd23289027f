"""Dashboards in Superset's import format: filters and places.

Here: what can be chosen, what it acts on, and where each chart stands. Not here: what is chosen
from and shown (`assets/dashboards.yml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bi.superset.datasets import VERSION, identity, label
from bi.superset.spec import Spec

WIDTH = 12
INTRO_HEIGHT = 11
# A value stands out from what it is compared with; no colour says good or bad. Every label that a
# chart can have is here: Superset's pages try to save colours of others, which a reader may not.
VALUE, COMPARED, LIMIT = "#1f5a8a", "#5c5c5c", "#a06a00"
CELLS = {
    "value": VALUE,
    "centre_line": COMPARED,
    "lower_limit": LIMIT,
    "upper_limit": LIMIT,
    "effective_people": VALUE,
    "n_people": COMPARED,
}
STAGES = {
    "coding": "#1f5a8a",
    "pickup": "#a06a00",
    "review": "#5b3f8c",
    "merge_wait": "#3b7d3b",
    "deploy_wait": "#5c5c5c",
}


def document(page: Mapping[str, Any], spec: Spec) -> dict[str, Any]:
    """A dashboard as Superset imports it."""
    return {
        "dashboard_title": page["title"],
        "description": page["description"],
        "slug": page["name"],
        "uuid": identity("dashboard", page["name"]),
        "published": True,
        "version": VERSION,
        "css": "",
        "position": _position(page, spec),
        "metadata": {
            "color_scheme": "",
            "label_colors": colours(),
            "map_label_colors": {},
            "shared_label_colors": [],
            "color_scheme_domain": [],
            "cross_filters_enabled": False,
            "refresh_frequency": 0,
            "expanded_slices": {},
            "timed_refresh_immune_slices": [],
            "show_chart_timestamps": False,
            "filter_bar_orientation": "HORIZONTAL",
            "native_filter_configuration": [_filter(name, page, spec) for name in page["filters"]],
        },
    }


def colours() -> dict[str, str]:
    """The colour of every label, by its heading and by the measure's name."""
    measures = {f"{column}_of_a_cell": colour for column, colour in CELLS.items()}
    return {label(column): colour for column, colour in CELLS.items()} | measures | STAGES


def placed(page: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The places of a dashboard, in reading order."""
    return [place for row in page["rows"] for place in row]


def _position(page: Mapping[str, Any], spec: Spec) -> dict[str, Any]:
    rows = [_row(f"ROW-{number}", row, spec) for number, row in enumerate(page["rows"], 1)]
    intro = _node("MARKDOWN-intro", "MARKDOWN", [], ["ROOT_ID", "GRID_ID", "ROW-0"])
    intro["meta"] = {"code": page["intro"], "width": WIDTH, "height": INTRO_HEIGHT}
    first = _node("ROW-0", "ROW", ["MARKDOWN-intro"], ["ROOT_ID", "GRID_ID"])
    first["meta"] = {"background": "BACKGROUND_TRANSPARENT"}
    grid = ["ROW-0", *(row[0]["id"] for row in rows)]
    title = _node("HEADER_ID", "HEADER", [], [])
    title["meta"] = {"text": page["title"]}
    nodes = [
        _node("ROOT_ID", "ROOT", ["GRID_ID"], []),
        _node("GRID_ID", "GRID", grid, ["ROOT_ID"]),
        title,
        first,
        intro,
        *(node for row in rows for node in row),
    ]
    return {"DASHBOARD_VERSION_KEY": "v2"} | {node["id"]: node for node in nodes}


def _row(name: str, places: list[Mapping[str, Any]], spec: Spec) -> list[dict[str, Any]]:
    """A row and its charts, side by side."""
    row = _node(
        name, "ROW", [f"CHART-{place['chart']}" for place in places], ["ROOT_ID", "GRID_ID"]
    )
    row["meta"] = {"background": "BACKGROUND_TRANSPARENT"}
    charts = []
    for place in places:
        chart = spec.charts[place["chart"]]
        node = _node(f"CHART-{chart.name}", "CHART", [], ["ROOT_ID", "GRID_ID", name])
        node["meta"] = {
            "uuid": identity("chart", chart.name),
            "chartId": _number(chart.name),
            "sliceName": chart.title,
            "width": WIDTH // len(places),
            "height": place["height"],
        }
        charts.append(node)
    return [row, *charts]


def _node(name: str, kind: str, children: list[str], parents: list[str]) -> dict[str, Any]:
    return {"id": name, "type": kind, "children": children, "parents": parents, "meta": {}}


def _number(name: str) -> int:
    """A chart's number in the file; the import puts Superset's own in its place."""
    return int(identity("chart", name)[:7], 16)


def _filter(name: str, page: Mapping[str, Any], spec: Spec) -> dict[str, Any]:
    """A choice of exactly one value, acting on the charts that do not stand outside of it."""
    chosen = spec.filters[name]
    default = chosen.get("default")
    outside = [_number(each["chart"]) for each in placed(page) if name in each.get("without", ())]
    return {
        "id": f"NATIVE_FILTER-{name}",
        "name": chosen["title"],
        "description": chosen["description"],
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "targets": [
            {
                "datasetUuid": identity("dataset", chosen["dataset"]),
                "column": {"name": chosen["column"]},
            }
        ],
        "requiredFirst": True,
        "controlValues": {
            "multiSelect": False,
            "enableEmptyFilter": True,
            "defaultToFirstItem": default is None,
            "inverseSelection": False,
            "searchAllOptions": False,
            "sortAscending": True,
        },
        "defaultDataMask": _mask(chosen["column"], default) if default else {},
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": outside},
    }


def _mask(column: str, value: str) -> dict[str, Any]:
    """What is chosen before anybody chose."""
    return {
        "extraFormData": {"filters": [{"col": column, "op": "IN", "val": [value]}]},
        "filterState": {"value": [value], "label": value, "validateStatus": False},
    }
