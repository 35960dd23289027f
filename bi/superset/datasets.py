"""Datasets in Superset's import format.

Here: columns with their descriptions from the contracts, and measures that have a value for one
row only. Not here: the queries (`assets/datasets.yml`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from bi.contract import Described, described, empty_leadership
from bi.superset.spec import Dataset
from expectations import catalogue

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "team-outcomes.example/superset")
VERSION = "1.0.0"
DATABASE = "leadership"
TIMES = ("DATE", "TIMESTAMP")


class AssetError(Exception):
    """An asset that cannot be made; says file, name, what was expected and what to do."""


def identity(kind: str, name: str) -> str:
    """The same identifier for the same thing, wherever it is imported."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}/{name}"))


def columns(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> dict[str, str]:
    """Type by column of a dataset's query.

    Raises:
        AssetError: The query asks for what leadership.duckdb does not promise.
    """
    try:
        rows = connection.execute(f"describe {dataset.sql}").fetchall()
    except duckdb.Error as error:
        raise AssetError(
            f"bi/superset/assets/datasets.yml, {dataset.name}: its query does not run over the "
            f"contract of leadership.duckdb: {str(error).splitlines()[0]}"
        ) from error
    return {str(row[0]): str(row[1]) for row in rows}


def meaning(dataset: Dataset, column: str, known: Mapping[str, Described]) -> str:
    """What a column means.

    Raises:
        AssetError: Neither the dataset nor a contract says.
    """
    sources = [dataset.columns, *(known[table].columns for table in dataset.tables)]
    for descriptions in sources:
        if column in descriptions:
            return descriptions[column]
    raise AssetError(
        f"bi/superset/assets/datasets.yml, {dataset.name}: the column {column} has no description. "
        "Name the published table that describes it under `tables`, or write one under `columns`."
    )


def documents(datasets: Iterable[Dataset], database: str) -> dict[str, dict[str, Any]]:
    """Every dataset by name, as Superset imports it.

    Args:
        datasets: What is written by hand.
        database: The identifier of the database.

    Raises:
        AssetError: A dataset asks for what is not published, or says not what it means.
    """
    known = described()
    with empty_leadership() as connection:
        return {
            each.name: _document(each, database, columns(connection, each), known)
            for each in datasets
        }


def _document(
    dataset: Dataset, database: str, types: Mapping[str, str], known: Mapping[str, Described]
) -> dict[str, Any]:
    return {
        "table_name": dataset.name,
        "description": dataset.description,
        "main_dttm_col": dataset.time or None,
        "schema": None,
        "sql": dataset.sql,
        "filter_select_enabled": True,
        "uuid": identity("dataset", dataset.name),
        "database_uuid": database,
        "version": VERSION,
        "columns": [
            _column(name, kind, meaning(dataset, name, known)) for name, kind in types.items()
        ],
        "metrics": [*_cells(dataset, known), *_catalogue(dataset)],
    }


def _column(name: str, kind: str, description: str) -> dict[str, Any]:
    return {
        "column_name": name,
        "verbose_name": label(name),
        "description": description,
        "type": kind,
        "is_dttm": kind.startswith(TIMES),
        "is_active": True,
        "groupby": True,
        "filterable": True,
        "expression": None,
    }


def label(column: str) -> str:
    """A column's name as a heading."""
    if column.startswith("n_"):
        return f"Number of {column.removeprefix('n_').replace('_', ' ')}"
    for suffix in ("_in_words", "_id", "_label"):
        column = column.removesuffix(suffix)
    words = column.replace("_", " ")
    return words[:1].upper() + words[1:]


def _cells(dataset: Dataset, known: Mapping[str, Described]) -> list[dict[str, Any]]:
    """A measure a column: its value where there is one row, and none where there are several."""
    return [
        {
            "metric_name": f"{column}_of_a_cell",
            "verbose_name": label(column),
            "description": meaning(dataset, column, known),
            "expression": f"case when count(*) = 1 then max({column}) end",
        }
        for column in dataset.cells
    ]


def _catalogue(dataset: Dataset) -> list[dict[str, Any]]:
    """Every metric of the catalogue, by its name."""
    if not dataset.catalogue:
        return []
    value = dataset.catalogue
    return [
        {
            "metric_name": meta["metric_id"],
            "verbose_name": f"{meta['name']} ({meta['unit']})",
            "description": " ".join(str(meta["definition"]).split()),
            "expression": (
                f"case when count(*) filter (where metric_id = '{meta['metric_id']}') = 1 "
                f"then max({value}) filter (where metric_id = '{meta['metric_id']}') end"
            ),
        }
        for meta in catalogue.metrics()
    ]
