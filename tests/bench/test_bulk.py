"""A lake of copies: each record renamed, each file of its load, and copies told apart."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from bench.bulk.__main__ import main
from bench.bulk.fidelity import differing
from bench.bulk.renaming import STEP, renamed
from bench.bulk.world import BulkError, events_in, write


def value(column: str, kind: str, literal: str, copy: int) -> object:
    """What a copy has in the place of a value."""
    sql = f'select {renamed(column, kind, str(copy))} from (select {literal} as "{column}")'
    row = duckdb.sql(sql).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("column", "kind", "literal", "expected"),
    [
        ("repository", "VARCHAR", "'harbour/checkout'", "c7_harbour/checkout"),
        ("team_ids", "VARCHAR", "'PA,PB'", "c7_PA,c7_PB"),
        ("comparison_teams", "VARCHAR", "'atlas;cygnus'", "c7_atlas;c7_cygnus"),
        ("sprint_ids", "VARCHAR", "'27,28'", f"{7 * STEP + 27},{7 * STEP + 28}"),
        ("project_id", "BIGINT", "70001", 7 * STEP + 70001),
        (
            "labels",
            "VARCHAR",
            "'incident,service:invoices,deployment:DE1'",
            "incident,service:c7_invoices,deployment:c7_DE1",
        ),
        ("components", "VARCHAR", "'checkout,storefront'", "c7_checkout,c7_storefront"),
        (
            "artefact_url",
            "VARCHAR",
            "'https://github.example/harbour/x'",
            "https://github.example/c7_harbour/x",
        ),
        ("metric_id", "VARCHAR", "'deploy_freq'", "deploy_freq"),
        ("commit_sha", "VARCHAR", "'0c2ca051'", "0c2ca051"),
        ("status", "VARCHAR", "'merged'", "merged"),
        ("parent_id", "VARCHAR", "cast(null as varchar)", None),
        ("assignee_ids", "VARCHAR", "''", ""),
    ],
)
def test_a_copy_renames_names_and_nothing_else(
    column: str, kind: str, literal: str, expected: object
) -> None:
    assert value(column, kind, literal, 7) == expected


def test_copy_zero_is_the_organisation_itself() -> None:
    assert value("repository", "VARCHAR", "'harbour/checkout'", 0) == "harbour/checkout"
    assert value("project_id", "BIGINT", "70001", 0) == 70001


def land(folder: Path, source: str, stream: str, sql: str) -> None:
    """Write one landed file by hand."""
    file = folder / source / stream / "1796054550.2960215.a51c5d2b4e.parquet"
    file.parent.mkdir(parents=True)
    duckdb.sql(f"copy ({sql}) to '{file}' (format parquet)")


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    land(folder, "github", "pull_requests", "select 'PR1' as pull_request_id, 'h/a' as repository")
    land(
        folder, "file_drops", "incident_rules", "select 'issue_label:incident' as incident_rule_id"
    )
    land(
        folder,
        "github",
        "extraction_log",
        "select * from (values ('pull_requests|h/a|1', 'h/a', 5, 5), ('teams|organisation|1', "
        "'organisation', 3, 3)) as log (extraction_log_id, scope, landed_rows, known_count)",
    )
    records = folder / "github" / "_dlt_loads"
    records.mkdir()
    (records / "github__1796054550.2960215.jsonl").write_text('{"status": 0}', encoding="utf-8")
    return folder


def rows(file: Path) -> list[tuple[object, ...]]:
    return duckdb.sql(f"select * from read_parquet('{file}') order by all").fetchall()


def test_a_lake_of_copies_has_the_files_and_loads_of_the_original(
    lake: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copies"
    world = write(lake, target, 3)
    assert world.copies == 3
    assert world.events == 3 + 1
    below = sorted(str(file.relative_to(lake)) for file in lake.rglob("*") if file.is_file())
    assert sorted(str(f.relative_to(target)) for f in target.rglob("*") if f.is_file()) == below
    (pull_requests,) = (target / "github" / "pull_requests").iterdir()
    assert rows(pull_requests) == [("PR1", "h/a"), ("c1_PR1", "c1_h/a"), ("c2_PR1", "c2_h/a")]


def test_the_log_of_the_whole_organisation_tells_of_all_copies(lake: Path, tmp_path: Path) -> None:
    write(lake, tmp_path / "copies", 3)
    (log,) = (tmp_path / "copies" / "github" / "extraction_log").iterdir()
    assert rows(log) == [
        ("c1_pull_requests|h/a|1", "c1_h/a", 5, 5),
        ("c2_pull_requests|h/a|1", "c2_h/a", 5, 5),
        ("pull_requests|h/a|1", "h/a", 5, 5),
        ("teams|organisation|1", "organisation", 9, 9),
    ]


def test_a_lake_is_not_written_over_another_one(lake: Path) -> None:
    with pytest.raises(BulkError, match="is not empty"):
        write(lake, lake, 2)


def test_an_empty_lake_is_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--landing", str(tmp_path), "--events", "10", "--to", str(tmp_path / "to")]
    assert main(arguments) == 1
    assert "name the landing folder of a home" in capsys.readouterr().err


def test_the_command_writes_as_many_events_as_are_asked_for(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    assert main(["--landing", str(lake), "--events", "7", "--to", str(home)]) == 0
    assert '"copies": 4' in capsys.readouterr().out
    # The rules are shared, so there are fewer than copies times the original.
    assert events_in(duckdb.connect(), home / "landing") == 5


CELL = "'week', date '2026-01-05', 1.0, 1.0, 1.0, 1, 1, 0.0, 1.0, 'measured', 'final'"
NAMES = """metric_id, team_id, grain, period_start, value, numerator, denominator, n_items,
n_people, ci_low, ci_high, status, finality"""


@pytest.mark.parametrize(
    ("copied", "expected"),
    [
        (f"('deploy_freq', 'c1_atlas', {CELL})", {}),
        (f"('deploy_freq', 'c1_atlas', {CELL.replace('1.0', '2.0', 1)})", {"deploy_freq": 2}),
        (f"('wip', 'c1_atlas', {CELL})", {"deploy_freq": 1, "wip": 1}),
    ],
)
def test_a_copied_team_that_differs_is_named(copied: str, expected: dict[str, int]) -> None:
    connection = duckdb.connect()
    connection.execute(
        f"create table cells as select * from (values ('deploy_freq', 'atlas', {CELL}), {copied}) "
        f"as cells ({NAMES})"
    )
    assert differing(connection, "cells", 1) == expected
