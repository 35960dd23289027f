"""Charts in Superset's import format: lines over time, and tables.

Here: what Superset must be told to draw neither zeros for what is missing nor colours that rank.
Not here: which charts there are (`assets/charts.yml`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bi.superset.datasets import VERSION, identity
from bi.superset.spec import Chart, Dataset

LINE = "echarts_timeseries_line"
TABLE = "table"
MANY_PERIODS = 1_000
DAY = "%Y-%m-%d"


def document(chart: Chart, dataset: Dataset) -> dict[str, Any]:
    """A chart as Superset imports it."""
    parameters = _line(chart, dataset) if chart.line else _table(chart)
    parameters["adhoc_filters"] = [_filter(*pair) for pair in chart.only.items()]
    return {
        "slice_name": chart.title,
        "description": chart.description,
        "viz_type": parameters["viz_type"],
        "params": parameters,
        "uuid": identity("chart", chart.name),
        "dataset_uuid": identity("dataset", chart.dataset),
        "version": VERSION,
    }


def _filter(column: str, value: str) -> dict[str, Any]:
    return {
        "expressionType": "SIMPLE",
        "clause": "WHERE",
        "subject": column,
        "operator": "==",
        "operatorId": "EQUALS",
        "comparator": value,
    }


def _line(chart: Chart, dataset: Dataset) -> dict[str, Any]:
    """Lines with gaps: nothing is connected, stacked, filled, resampled or forecast."""
    by = chart.line.get("by")
    return {
        "viz_type": LINE,
        "x_axis": dataset.time,
        "time_grain_sqla": None,
        "metrics": [f"{cell}_of_a_cell" for cell in chart.line["cells"]],
        "groupby": [by] if by else [],
        "row_limit": MANY_PERIODS,
        "order_desc": False,
        "truncate_metric": True,
        "show_empty_columns": True,
        "connectNulls": False,
        "stack": None,
        "area": False,
        "markerEnabled": True,
        "markerSize": 5,
        "seriesType": "line",
        "sort_series_type": "name",
        "sort_series_ascending": True,
        "show_legend": True,
        "legendType": "scroll",
        "legendOrientation": "top",
        "x_axis_time_format": DAY,
        "tooltipTimeFormat": DAY,
        "y_axis_format": "SMART_NUMBER",
        "rich_tooltip": True,
        "color_scheme": "supersetColors",
    }


def _table(chart: Chart) -> dict[str, Any]:
    """Rows as they are: no bars, no colours by value, no sums."""
    newest = chart.table.get("newest_first")
    order = [(newest, False)] if newest else []
    order += [(column, True) for column in chart.table.get("order", ())]
    return {
        "viz_type": TABLE,
        "query_mode": "raw",
        "all_columns": list(chart.table["columns"]),
        "order_by_cols": [json.dumps(pair) for pair in order],
        "row_limit": chart.table["rows"],
        "server_pagination": False,
        "include_search": False,
        "show_cell_bars": False,
        "color_pn": False,
        "conditional_formatting": [],
        "table_timestamp_format": DAY,
        "allow_render_html": False,
    }


def ordered_by(document: Mapping[str, Any]) -> list[str]:
    """The columns a chart's rows are ordered by."""
    return [json.loads(pair)[0] for pair in document["params"].get("order_by_cols", [])]
