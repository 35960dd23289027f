"""The models' compiled SQL as a function: landed rows in, cells out, in memory and in seconds.

Belongs here: running what dbt compiled for a home over changed landed rows. Does not belong here:
the changes, and what should come of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations import compiled_models

Change = Callable[[duckdb.DuckDBPyConnection], None]
Key = tuple[str, str, str, date]
"""Metric, team, grain and first day."""

CELLS_MODEL = f"{compiled_models.PREFIX}fct_team_metrics"
LANDED = """
    select schema_name, view_name from duckdb_views() where schema_name like 'landing%'
    union all
    select schema_name, table_name from duckdb_tables() where schema_name = 'landing'
"""
CELLS = """
    select metric_id, team_id, grain, period_start,
        value, numerator, denominator, n_items, n_people, status
    from marts.fct_team_metrics
"""


@dataclass(frozen=True)
class Cell:
    """What is published of a metric, team and period, without its limits."""

    value: float | None
    numerator: float | None
    denominator: float | None
    n_items: int | None
    n_people: int
    status: str


def unchanged(_: duckdb.DuckDBPyConnection) -> None:
    """Leave the landed rows as they are."""


def in_turn(*changes: Change) -> Change:
    """Several changes as one."""

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        for each in changes:
            each(connection)

    return change


def is_same(one: Any, other: Any) -> bool:
    """Equal; numbers to 1e-9."""
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def differing(
    one: dict[Key, Cell], other: dict[Key, Cell], keys: Iterable[Key] | None = None
) -> list[str]:
    """The cells that differ, as text."""
    return [
        f"{' '.join(map(str, key))}: {one.get(key)} and {other.get(key)}"
        for key in (one.keys() | other.keys() if keys is None else keys)
        if key not in one
        or key not in other
        or not all(map(is_same, vars(one[key]).values(), vars(other[key]).values()))
    ][:5]


class Chain:
    """The way from landed rows to `fct_team_metrics`, as compiled for a home.

    Args:
        home: A home whose warehouse is built.

    Attributes:
        models: The manifest's entries of all models.
    """

    def __init__(self, home: Path) -> None:
        self.models = compiled_models.models(compiled_models.manifest(home))
        self._order = compiled_models.in_order(self.models, [CELLS_MODEL])
        with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
            found = connection.sql(LANDED).fetchall()
            self._landed: dict[str, pa.Table] = {
                f'"{schema}"."{name}"': connection.sql(
                    f'select * from "{schema}"."{name}"'
                ).to_arrow_table()
                for schema, name in found
            }

    def run(self, change: Change = unchanged) -> dict[Key, Cell]:
        """Every cell, after `change` was made to the landed rows.

        Args:
            change: Gets a connection whose `landing_<source>.<stream>` are tables.
        """
        with duckdb.connect() as connection:
            connection.execute("attach ':memory:' as warehouse; use warehouse")
            connection.execute("set disabled_optimizers = 'top_n_window_elimination'")
            for name, rows in self._landed.items():
                connection.execute(f"create schema if not exists {name.split('.')[0]}")
                connection.register("rows_to_land", rows)
                connection.execute(f"create table {name} as select * from rows_to_land")
                connection.unregister("rows_to_land")
            change(connection)
            for name in self._order:
                self._build(connection, self.models[name])
            return {
                (row[0], row[1], row[2], row[3]): Cell(*row[4:])
                for row in connection.sql(CELLS).fetchall()
            }

    @staticmethod
    def _build(connection: duckdb.DuckDBPyConnection, node: dict[str, Any]) -> None:
        connection.execute(f'create schema if not exists "{node["schema"]}"')
        connection.execute(f"create table {node['relation_name']} as {node['compiled_code']}")
