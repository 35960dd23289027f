"""What leadership.duckdb promises, as an empty database and as sentences.

Here: the published tables and views by their contract, without a row, and what each column means.
Not here: any published file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from orchestration.publication.contract import (
    MARTS,
    MODELS,
    SEMANTIC,
    leadership_tables,
    leadership_views,
)

SCHEMA = "marts"


@dataclass(frozen=True)
class Described:
    """A published table or view in words.

    Attributes:
        name: Its name.
        description: What a row is.
        columns: What each column means.
    """

    name: str
    description: str
    columns: Mapping[str, str]


def empty_leadership() -> duckdb.DuckDBPyConnection:
    """A database in memory with every table and view of leadership.duckdb and no row."""
    connection = duckdb.connect()
    connection.execute(f"create schema {SCHEMA}; create schema {SEMANTIC}")
    for table in leadership_tables():
        columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
        connection.execute(f"create table {SCHEMA}.{table.name} ({columns})")
    for name, query in leadership_views().items():
        connection.execute(f"create view {SEMANTIC}.{name} as {query}")
    return connection


def described() -> dict[str, Described]:
    """Every table and view of leadership.duckdb by name, as its yml describes it."""
    names = [table.name for table in leadership_tables()]
    files = {file.stem: file for file in MARTS.rglob("*.yml")}
    found = [_described(files[name]) for name in names]
    found += [_described(MODELS / SEMANTIC / f"{name}.yml") for name in leadership_views()]
    return {each.name: each for each in found}


def _described(yml: Path) -> Described:
    models: list[dict[str, Any]] = yaml.safe_load(yml.read_text(encoding="utf-8"))["models"]
    entry = next(model for model in models if model["name"] == yml.stem)
    columns = {str(each["name"]): str(each["description"]) for each in entry["columns"]}
    return Described(yml.stem, str(entry["description"]), columns)
