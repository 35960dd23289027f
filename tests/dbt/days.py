"""Builds and publications of several days in a row over cells written by hand.

Here: the cells of a day, and its upper models built and published. Not here: what a day should say
(the tests). Every day begins without the warehouse of the day before. dbt builds the first day; the
SQL it compiled builds the others, with their instants, which takes a second instead of ten.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from expectations.detectors.warehouse import prepare
from orchestration.publication import Publication, publish
from tests.dbt import project
from tests.orchestration.publication.conftest import judge

FIRST_WEEK = date(2025, 9, 1)
N_WEEKS = 44
BUILT = (
    "stg_landing__metric_snapshots",
    "int_metrics__kept_snapshots",
    "int_metrics__baseline_segments",
    "int_metrics__baseline_weeks",
    "int_metrics__control_limits",
    "int_metrics__chart_signals",
    "int_metrics__attribution",
    "fct_team_metrics",
    "metric_snapshots",
    "metric_restatements",
)
NO_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
UPSTREAM = """
    insert into intermediate.int_metrics__rules by name
        select 'rate' as metric_id, 'week' as grain, 'percentile' as kind;
    insert into intermediate.int_ownership__teams by name select 'atlas' as team_id;
    insert into intermediate.int_ownership__team_tree by name
        select 'atlas' as team_id, 'atlas' as member_team_id;
    insert into intermediate.int_metrics__periods by name
        select team_id, grain, period_start, period_start + 7 as period_end
        from intermediate.int_metrics__cells
"""


def week(number: int) -> date:
    """The first day of a week, the first one being number 1."""
    return FIRST_WEEK + timedelta(weeks=number - 1)


@dataclass(frozen=True)
class Week:
    """What the cell of one week says."""

    value: float | None
    n_items: int = 20
    status: str = "ok"


@dataclass(frozen=True)
class Decision:
    """A decision to draw the limits anew."""

    effective_from: date
    decided_on: date


@dataclass(frozen=True)
class Day:
    """What a build of a day finds.

    Attributes:
        on: The day; its build takes 6 o'clock for now.
        weeks: The cells of one metric and team, week by week.
        definition_version: Of the metric.
        owned_from: Since when the team owns its service.
        decisions: All that the file of baseline decisions says.
    """

    on: date
    weeks: tuple[Week, ...]
    definition_version: int = 1
    owned_from: date = FIRST_WEEK
    decisions: tuple[Decision, ...] = ()

    def next(self, **changes: Any) -> Day:
        """The day after, with changes."""
        return replace(self, on=self.on + timedelta(days=1), **changes)

    def corrected(self, number: int, found: Week) -> Day:
        """The day after, on which one week says something else."""
        weeks = [*self.weeks[: number - 1], found, *self.weeks[number:]]
        return self.next(weeks=tuple(weeks))


@dataclass(frozen=True)
class Builder:
    """Builds days: from an empty warehouse, by the SQL that dbt compiled for the first one.

    Attributes:
        origin: The home dbt worked in: its warehouse has every model and knows the first day's.
        empty: The warehouse with every model and not a row.
        first: The day dbt compiled for.
    """

    origin: Path
    empty: Path
    first: Day

    @classmethod
    def of(cls, origin: Path, first: Day) -> Builder:
        """Let dbt build and publish a first day, and then build it once more over that."""
        _dbt("seed", home=origin, day=first)
        _dbt("run", "--empty", home=origin, day=first)
        prepare(origin / "warehouse.duckdb")
        empty = origin / "empty.duckdb"
        shutil.copy(origin / "warehouse.duckdb", empty)
        found = cls(origin, empty, first)
        for _ in range(2):
            found.begin(origin, first)
            _dbt("build", "--select", *BUILT, *NO_UNIT_TESTS, home=origin, day=first)
            judge(origin)
            publish(origin)
        return found

    def begin(self, home: Path, day: Day) -> Path:
        """Put a warehouse with a day's cells and nothing else where there was another."""
        file = home / "warehouse.duckdb"
        file.unlink(missing_ok=True)
        shutil.copy(self.empty, file)
        with duckdb.connect(str(file)) as connection:
            _write(connection, day)
        return file

    def build(self, home: Path, day: Day) -> None:
        """Build the warehouse of a day; nothing of it is published."""
        file = self.begin(home, day)
        with duckdb.connect(str(file)) as connection:
            connection.execute(self._view(home))
            for model in BUILT:
                connection.execute(self._statement(model, day))
        judge(home)

    def build_and_publish(self, home: Path, day: Day) -> None:
        """A day on which everything goes well."""
        self.build(home, day)
        publish(home)

    def _view(self, home: Path) -> str:
        """What dbt does before a run: the view of what was published before."""
        with duckdb.connect(str(self.origin / "warehouse.duckdb"), read_only=True) as connection:
            (found,) = connection.execute(
                "select sql from duckdb_views() "
                "where schema_name = 'landing' and view_name = 'metric_snapshots'"
            ).fetchall()
        sql = str(found[0]).replace("CREATE VIEW", "create or replace view", 1)
        assert f"{self.origin}/published" in sql
        return sql.replace(str(self.origin), str(home))

    def _statement(self, model: str, day: Day) -> str:
        (file,) = (self.origin / "target" / "compiled").rglob(f"{model}.sql")
        sql = file.read_text(encoding="utf-8").replace(_instant(self.first), _instant(day))
        schema = {"stg": "staging", "int": "intermediate"}.get(
            model.split("_", maxsplit=1)[0], "marts"
        )
        return f"create or replace table {schema}.{model} as {sql}"


def _instant(day: Day) -> str:
    return f"{day.on} 06:00:00.000000"


def _dbt(*arguments: str, home: Path, day: Day) -> None:
    result = project.run_dbt(*arguments, home=home, as_of=f"{day.on}T06:00:00Z")
    assert result.returncode == 0, result.stdout


def _write(connection: duckdb.DuckDBPyConnection, day: Day) -> None:
    now = datetime.combine(day.on, datetime.min.time()) + timedelta(hours=6)
    for number, cell in enumerate(day.weeks, 1):
        age = now - datetime.combine(week(number + 1), datetime.min.time())
        connection.execute(
            "insert into intermediate.int_metrics__cells by name select 'rate' as metric_id, "
            "$version as definition_version, 'atlas' as team_id, 'week' as grain, "
            "cast($start as date) as period_start, 'percentile' as kind, 'none' as chart_scale, "
            "false as is_proportion, true as is_closed, $value as value, $n_items as n_items, "
            "9 as n_people, $status as status, $finality as finality",
            {
                "version": day.definition_version,
                "start": week(number),
                "value": cell.value,
                "n_items": cell.n_items,
                "status": cell.status,
                "finality": "final" if age >= timedelta(days=35) else "settling",
            },
        )
    connection.execute(UPSTREAM)
    connection.execute(
        "insert into intermediate.int_ownership__service_owners by name select 'atlas' as team_id, "
        "'shop' as service_id, 'harbour/shop' as repository, '' as path_prefix, "
        "cast($1 as date) as valid_from, date '9999-12-31' as valid_to",
        [day.owned_from],
    )
    for decision in day.decisions:
        connection.execute(
            "insert into staging.stg_file_drops__baseline_decisions by name "
            "select cast($1 as date) as effective_from, cast($2 as date) as decided_on",
            [decision.effective_from, decision.decided_on],
        )


def published(home: Path, query: str, database: str = "audit") -> list[tuple[Any, ...]]:
    """Rows of a published database."""
    publication = Publication(home)
    file = publication.audit if database == "audit" else publication.leadership
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def limits(home: Path) -> Sequence[tuple[Any, ...]]:
    """The published limits, week by week."""
    query = """
        select centre_line, lower_limit, upper_limit, limits_status, baseline_start
        from marts.fct_team_metrics order by period_start
    """
    return published(home, query, "leadership")
