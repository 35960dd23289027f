"""Each raw suite passes a row as the source should send it and fails each spoiled one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.gates import Gate, judge
from expectations.registry import RAW, Guard
from extract.registry import SOURCES
from tests.expectations.rows import SPOILED
from tests.expectations.small_warehouse import good_row, landed

GUARDS = {guard.name: guard for guard in RAW}
ABOUT_RUNS = {"extraction_state", "extraction_log", "quarantine"}
CASES = [
    (name, column, value)
    for name, guard in GUARDS.items()
    for column, value in SPOILED.get(guard.asset, {}).items()
]


def whole(file: Path, guard: Guard) -> Gate:
    with duckdb.connect(str(file), read_only=True) as connection:
        (gate,) = judge(connection, guard)
    return gate


@pytest.mark.parametrize("name", GUARDS)
def test_good_rows_pass(built_warehouse: Path, name: str) -> None:
    gate = whole(built_warehouse, GUARDS[name])
    assert (gate.passed, gate.detail) == (True, "as expected")
    assert (gate.source, gate.stream) == (GUARDS[name].source, GUARDS[name].stream)


@pytest.mark.parametrize(("name", "column", "value"), CASES)
def test_a_spoiled_row_fails(warehouse: Path, name: str, column: str, value: object) -> None:
    guard = GUARDS[name]
    with duckdb.connect(str(warehouse)) as connection:
        landed(connection, guard.asset, {**good_row(guard.asset), column: value})
    gate = whole(warehouse, guard)
    assert not gate.passed
    assert column in gate.detail


@pytest.mark.parametrize("stream", ["teams", "services", "roster", "identities"])
def test_an_organisation_without_any_fails(warehouse: Path, stream: str) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"delete from landing_file_drops.{stream}")
    gate = whole(warehouse, GUARDS[f"raw_file_drops_{stream}"])
    assert (gate.passed, gate.detail) == (False, "not true: there are at least 1 rows")


def test_rows_that_are_gone_are_not_judged(warehouse: Path) -> None:
    guard = GUARDS["raw_github_issues"]
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update landing_github.issues set number = null, is_deleted = true")
    assert whole(warehouse, guard).passed


@pytest.mark.parametrize("name", ["raw_file_drops_rejections"])
def test_a_rejected_row_fails_and_is_quoted(warehouse: Path, name: str) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("""
            insert into staging.stg_file_drops__quarantine values
                ('organisation.yml', 12, 'teams[0].team_type', 'squad', 'no such type', 'Write a',
                    now()),
                ('inputs/roster.csv', 3, 'fte', null, 'it is missing', 'Write 1', now())
        """)
    gate = whole(warehouse, GUARDS[name])
    assert (gate.passed, gate.severity) == (False, "warn")
    assert gate.detail == (
        "inputs/roster.csv, row 3, fte (nothing): it is missing. Write 1; "
        "organisation.yml, line 12, teams[0].team_type 'squad': no such type. Write a"
    )


def test_every_stream_of_records_is_guarded() -> None:
    guarded = {guard.asset for guard in RAW}
    streams = {(source.name, stream.name) for source in SOURCES for stream in source.streams}
    assert {asset for asset in streams if asset[1] not in ABOUT_RUNS} <= guarded


def test_every_stream_is_spoiled_in_some_way() -> None:
    guarded = {guard.name for guard in RAW if guard.stream != "quarantine"}
    assert {name for name, _, _ in CASES} == guarded
