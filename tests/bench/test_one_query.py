"""The hand-written query: it reads what is declared to land, and gives values that are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from bench.scale.one_query import METRICS, STREAMS, compare, compute

STAGING = Path(__file__).parents[2] / "dbt_project" / "models" / "staging"
AS_OF = "2026-07-06T06:00:00Z"
ALWAYS = {"extracted_at": "2026-07-01", "is_deleted": False}


@cache
def declared(source: str) -> dict[str, Any]:
    """The streams of a source as the sources' yml declares them."""
    text = (STAGING / source / f"_{source}__sources.yml").read_text("utf-8")
    tables = yaml.load(text, Loader=yaml.CSafeLoader)["sources"][0]["tables"]
    return {table["name"]: table for table in tables}


def land(landing: Path, source: str, stream: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write a stream with the columns and types that are declared."""
    columns = [
        (column["name"], column["data_type"])
        for column in declared(source)[stream]["columns"]
        if column["name"] != "_load_id"
    ]
    folder = landing / source / stream
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"create table t ({', '.join(f'{n} {kind}' for n, kind in columns)})")
        for row in rows:
            given = ALWAYS | row
            names = ", ".join(given)
            connection.execute(
                f"insert into t ({names}) values ({', '.join('?' * len(given))})",
                list(given.values()),
            )
        connection.execute(f"copy t to '{folder / '1.5.a.parquet'}' (format parquet)")


@pytest.fixture
def cells(tmp_path: Path) -> dict[tuple[str, str, str], float]:
    """The query over six days of a team: a deployment a day, the last one of the same commit."""
    days = range(1, 7)
    sha = {day: f"c{min(day, 5)}" for day in days}
    rows: dict[str, list[dict[str, Any]]] = {
        "teams": [{"team_id": "a", "parent_team_id": "g"}, {"team_id": "g"}],
        "services": [{"service_id": "s", "repository": "o/r", "path_prefix": ""}],
        "service_owners": [
            {"service_owner_id": "1", "service_id": "s", "team_id": "a", "valid_from": "2026-01-01"}
        ],
        "deployment_environments": [
            {"deployment_environment_id": "1", "service_id": "s", "environment": "production"}
        ],
        "team_calendars": [
            {
                "team_calendar_id": "1",
                "team_id": "a",
                "time_zone": "Europe/Berlin",
                "valid_from": "2026-01-01",
            }
        ],
        "repositories": [{"repository_id": "1", "repository": "o/r", "default_branch": "main"}],
        "deployments": [
            {
                "deployment_id": f"d{day}",
                "repository": "o/r",
                "environment": "production",
                "commit_sha": sha[day],
            }
            for day in days
        ],
        "deployment_statuses": [
            {
                "deployment_status_id": str(day),
                "deployment_id": f"d{day}",
                "state": "SUCCESS",
                # 23:30 in Berlin, and the day after there an hour later.
                "created_at": f"2026-06-0{day} 21:30:00",
            }
            for day in days
        ],
        "commits": [
            {
                "commit_id": f"o/r:c{day}",
                "repository": "o/r",
                "commit_sha": f"c{day}",
                "parent_shas": f"c{day - 1}" if day > 1 else "",
                "committed_at": f"2026-06-0{day} 10:00:00",
            }
            for day in range(1, 6)
        ],
        "pushes": [
            {
                "push_id": str(day),
                "repository": "o/r",
                "ref": "refs/heads/main",
                "after_sha": f"c{day}",
                "pushed_at": f"2026-06-0{day} {20 - day}:30:00",
                "activity_type": "push",
            }
            for day in range(1, 6)
        ],
    }
    for source, streams in STREAMS.items():
        for stream in streams:
            land(tmp_path / "landing", source, stream, rows.get(stream, []))
    compute(tmp_path / "landing", AS_OF, tmp_path / "cells.parquet")
    found = duckdb.sql(f"from '{tmp_path / 'cells.parquet'}'").fetchall()
    return {(metric, team, grain): value for metric, team, grain, _, value in found}


def test_the_values_of_a_known_week_also_of_the_team_above(
    cells: dict[tuple[str, str, str], float],
) -> None:
    # Pushed 2 to 6 hours before their deployments; the one of an old commit brings nothing.
    assert cells["change_lead_time", "a", "month"] == pytest.approx(4.0)
    assert cells["deploy_freq", "a", "month"] == 5
    assert cells["deploy_freq", "g", "quarter"] == 5
    # Fewer than twenty: no share is told.
    assert ("noop_deploy_share", "a", "month") not in cells


def test_cells_are_compared_where_rows_can_say_something(tmp_path: Path) -> None:
    warehouse, cells = tmp_path / "w.duckdb", tmp_path / "cells.parquet"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            """
            create table marts.fct_team_metrics as
            select *, 'month' as grain, date '2026-06-01' as period_start from (values
                ('deploy_freq', 'a', 'ok', 0.0),
                ('lt_review', 'a', 'ok', 0.25::double),
                ('lt_coding', 'a', 'ok', 0.5),
                ('lt_pickup', 'a', 'insufficient_n', null),
                ('lt_pickup', 'b', 'source_missing', null),
                ('throughput', 'a', 'ok', 3.0)
            ) as cells (metric_id, team_id, status, value)
            """
        )
        connection.execute(
            f"""
            copy (
                select *, 'month' as grain, date '2026-06-01' as period_start from (values
                    ('lt_review', 'a', 0.25::double),
                    ('lt_coding', 'a', 0.6),
                    ('lt_pickup', 'b', 1.0)
                ) as cells (metric_id, team_id, value)
            ) to '{cells}' (format parquet)
            """
        )
    found = compare(warehouse, cells)
    assert found == {
        "metrics": 4,
        "compared": 4,
        "with_value": 3,
        "equal": 3,
        "left_out": 1,
        "different": ["lt_coding a month 2026-06-01 ok 0.5 0.6"],
    }
    assert json.dumps(found)


def test_every_metric_of_the_query_is_published_by_us() -> None:
    metrics = {path.stem for path in (STAGING.parent / "metrics").rglob("*.sql")}
    assert set(METRICS) <= metrics
