"""The dashboards as they are written by hand, read into what the rest works with.

Here: the shapes of `assets/*.yml`, and reading them. Not here: Superset's own shapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ASSETS = Path(__file__).parent / "assets"
NUMBER = re.compile(r"number\(([\w.]+)\)")
# Two decimals; four for what two would make a zero of.
IN_WORDS = (
    "rtrim(rtrim(format(case when abs({0}) < 0.1 then '{{:.4f}}' else '{{:.2f}}' end, "
    "cast({0} as double)), '0'), '.')"
)


@dataclass(frozen=True)
class Dataset:
    """What charts may read.

    Attributes:
        name: Its name.
        description: What a row is.
        sql: One query over leadership.duckdb.
        tables: Published tables and views whose contracts describe its columns.
        columns: Descriptions of columns that no contract has.
        cells: Columns that are measures of one row.
        time: The column of its time axis; empty for none.
        catalogue: The column every metric of the catalogue is a measure of; empty for none.
    """

    name: str
    description: str
    sql: str
    tables: tuple[str, ...]
    columns: Mapping[str, str]
    cells: tuple[str, ...]
    time: str
    catalogue: str


@dataclass(frozen=True)
class Chart:
    """A line over time or a table.

    Attributes:
        name: Its name.
        title: What stands above it.
        description: What it means.
        dataset: What it reads.
        only: Values that rows must have.
        line: For a line: the measures, and what separates lines.
        table: For a table: columns, order and number of rows.
    """

    name: str
    title: str
    description: str
    dataset: str
    only: Mapping[str, str]
    line: Mapping[str, Any]
    table: Mapping[str, Any]


@dataclass(frozen=True)
class Spec:
    """All of it.

    Attributes:
        datasets: By name.
        charts: By name.
        filters: What can be chosen, by name.
        dashboards: In their order.
    """

    datasets: Mapping[str, Dataset]
    charts: Mapping[str, Chart]
    filters: Mapping[str, Mapping[str, Any]]
    dashboards: tuple[Mapping[str, Any], ...]


def read(folder: Path = ASSETS) -> Spec:
    """Read the files of a folder."""
    pages = _yaml(folder / "dashboards.yml")
    datasets = [_dataset(entry) for entry in _yaml(folder / "datasets.yml")["datasets"]]
    charts = [_chart(entry) for entry in _yaml(folder / "charts.yml")["charts"]]
    return Spec(
        {each.name: each for each in datasets},
        {each.name: each for each in charts},
        pages["filters"],
        tuple(pages["dashboards"]),
    )


def permissions() -> list[tuple[str, str]]:
    """What the role of leaders may do, as pairs of Superset's permission and what it is of."""
    listed = _yaml(ASSETS.parent / "permissions.yml")["leader"]
    return [(str(entry["may"]), str(of)) for entry in listed for of in entry["of"]]


def _dataset(entry: Mapping[str, Any]) -> Dataset:
    sql = NUMBER.sub(lambda found: IN_WORDS.format(found[1]), entry["sql"])
    return Dataset(
        entry["name"],
        entry["description"],
        sql.strip(),
        tuple(entry["tables"]),
        entry.get("columns", {}),
        tuple(entry.get("cells", ())),
        entry.get("time", ""),
        entry.get("catalogue", ""),
    )


def _chart(entry: Mapping[str, Any]) -> Chart:
    return Chart(
        entry["name"],
        entry["title"],
        entry["description"],
        entry["dataset"],
        entry.get("only", {}),
        entry.get("line", {}),
        entry.get("table", {}),
    )


def _yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
