"""Multiplying and planting staged rows, the cases, and the report."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bench.dora import cases, planted, report, world
from bench.dora.planting import Planting
from tests.architecture import repository

NOON = dt.datetime.fromisoformat("2026-04-01T12:00:00")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A warehouse with one row in every table that is multiplied, its columns named after it."""
    file = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema staging; create schema intermediate; create schema marts")
        for table, columns in world.MULTIPLIED.items():
            names = dict.fromkeys([*columns, *world.WITHIN.get(table, {}), "scope", "kept"])
            listed = ", ".join(f"'{name}' as {name}" for name in names)
            connection.execute(f"create table staging.{table} as select {listed}")
        connection.execute(
            "create table intermediate.int_delivery__production_deployments as select 1 as n"
        )
        connection.execute(
            "create table marts.fct_team_metrics as select timestamp '2026-07-06 06:00' as as_of"
        )
        connection.execute(
            "update staging.stg_github__commits set parent_shas = 'a,b'; "
            "update staging.stg_github__issues set labels = 'incident,service:x,deployment:y'"
        )
    return file


def test_every_copy_has_identifiers_of_its_own(source: Path, tmp_path: Path) -> None:
    assert world.make(source, tmp_path / "home", 3, lambda _: None) == 3
    with duckdb.connect(str(tmp_path / "home" / "warehouse.duckdb")) as connection:
        for table, columns in world.MULTIPLIED.items():
            for column in columns:
                found = connection.execute(f"select {column} from staging.{table}").fetchall()
                assert {row[0] for row in found} == {column, f"{column}~1", f"{column}~2"}, table
        assert connection.execute(
            "select commit_id, parent_shas from staging.stg_github__commits order by 1"
        ).fetchall() == [
            ("commit_id", "a,b"),
            ("repository~1:commit_sha~1", "a~1,b~1"),
            ("repository~2:commit_sha~2", "a~2,b~2"),
        ]
        assert connection.execute(
            "select labels from staging.stg_github__issues order by labels desc"
        ).fetchall()[0] == ("incident,service:x~2,deployment:y~2",)


def test_what_is_no_warehouse_of_a_run_is_told(source: Path, tmp_path: Path) -> None:
    assert world.as_of(source) == "2026-07-06T06:00:00Z"
    with pytest.raises(world.WorldError, match=r"gone\.duckdb.*make demo"):
        world.as_of(tmp_path / "gone.duckdb")
    with duckdb.connect(str(source)) as connection:
        connection.execute("delete from intermediate.int_delivery__production_deployments")
        connection.execute("delete from marts.fct_team_metrics")
    with pytest.raises(world.WorldError, match="is empty"):
        world.as_of(source)
    with pytest.raises(world.WorldError, match="no production deployment"):
        world.make(source, tmp_path / "home", 3, lambda _: None)


def test_what_is_built_and_read_exists() -> None:
    models = {path.stem for path in repository.models()}
    assert {*world.ON_THE_WAY, *world.METRICS} <= models
    assert set(world.MULTIPLIED) <= models


def test_a_shipped_change_is_pushed_merged_and_deployed() -> None:
    planting = Planting()
    planting.team("one")
    planting.service("shop", "one", "planted/shop")
    first = planting.ship("shop", NOON, hours=30)
    second = planting.deploy("shop", NOON + dt.timedelta(hours=1))
    deployed = {
        row["deployment_id"]: row["commit_sha"] for row in planting.rows["stg_github__deployments"]
    }
    merged = planting.rows["stg_github__pull_requests"][-1]
    assert deployed == {first: merged["merge_commit_sha"], second: merged["merge_commit_sha"]}
    assert planting.rows["stg_github__pushes"][-1]["pushed_at"] == NOON - dt.timedelta(hours=30)


def test_a_service_that_is_given_away_has_two_owners_one_after_the_other() -> None:
    planting = Planting()
    planted.moved(planting)
    owners = planting.rows["stg_file_drops__service_owners"]
    assert [owner.get("valid_to") for owner in owners] == [dt.date(2026, 5, 1), None]


def test_rows_are_inserted_with_their_repositories_log() -> None:
    planting = Planting()
    planting.team("one")
    planting.service("shop", "one", "planted/shop")
    with duckdb.connect() as connection:
        connection.execute("create schema staging")
        connection.execute(
            "create table staging.stg_github__extraction_log as "
            "select 'pushes|a' as extraction_log_id, 'a' as scope"
        )
        for table, rows in planting.rows.items():
            names = dict.fromkeys(column for row in rows for column in row)
            columns = ", ".join(f"{name} varchar" for name in [*names, "extracted_at"])
            connection.execute(f"create table staging.{table} ({columns})")
        planting.write(connection)
        scopes = connection.execute("select scope from staging.stg_github__extraction_log")
        assert sorted(scopes.fetchall()) == [("a",), ("planted/shop",)]
        teams = connection.execute(
            "select team_id, extracted_at from staging.stg_file_drops__teams"
        )
        assert teams.fetchall() == [("one", None)]


def test_every_case_has_a_team_with_deployments() -> None:
    planting = Planting()
    cases.plant_all(planting)
    teams = {row["team_id"] for row in planting.rows["stg_file_drops__teams"]}
    assert {case.asked for case in cases.CASES} <= teams
    named = [row["deployment_id"] for row in planting.rows["stg_github__deployments"]]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("truth", "answer", "right"),
    [
        (3.0, 3.01, True),
        (3.0, 3.1, False),
        (0.0, 0.05, False),
        (None, None, True),
        (None, 0.0, False),
    ],
)
def test_an_answer_is_right_where_it_is_the_truth(
    truth: float | None, answer: float | None, right: bool
) -> None:
    assert cases.is_right(truth, answer) is right


def size(differences: list[dict[str, Any]]) -> dict[str, Any]:
    load = {"n": 20, "median_ms": 200.0, "p95_ms": 250.0, "max_ms": 300.0}
    ours = {
        "cells": 48,
        "kept_open": load | {"median_ms": 5.0},
        "opened_each_time": load | {"median_ms": 10.0},
    }
    found = {
        "deployments": 1283,
        "copies": 1,
        "ours": {
            "build": {"seconds": 60.0, "model_seconds": 20.0, "slowest": {}},
            "one_team": ours,
            "all_teams": ours,
        },
        "devlake": {
            "load_seconds": 1.0,
            "rules_seconds": 2.0,
            "one_project": {"load": load},
            "all_projects": {"load": load | {"median_ms": 400.0}},
            "every_project": {"projects": 4, "timed": 2, "seconds": 0.5},
            "check": {"seconds": 60.0, "ended": False},
        },
        "pandas": {
            "seconds": 1.0,
            "peak_mb": 250,
            "imports_mb": 150,
            "cells": {
                "compared": 4,
                "with_value": 3,
                "left_out": 0,
                "differences": differences,
            },
        },
    }
    return found | {"times_faster": report.times_faster(found)}


def test_how_many_times_faster_is_by_medians() -> None:
    assert size([])["times_faster"] == {
        "one_team": 40.0,
        "one_team_with_check": 12040.0,
        "all_teams": 80.0,
        "team_table": 200.0,
    }


def test_the_report_marks_what_is_not_true_and_what_differs() -> None:
    answer = {
        "case": "pause",
        "rule": "zero",
        "metric": "change_lead_time",
        "truth": None,
        "devlake": 0.0,
        "devlake_is_right": False,
        "ours": None,
        "ours_is_right": True,
        "ours_status": "ok",
    }
    said = report.text({"sizes": [size([{"team_id": "atlas"}])], "cases": [answer]})
    assert "1 differ" in said
    assert "{'team_id': 'atlas'}" in said
    assert "given up; one team with it: at least 12040.0 times faster" in said
    assert "none   0 !      none" in said
    assert "DevLake's rules 0, ours 1" in said
