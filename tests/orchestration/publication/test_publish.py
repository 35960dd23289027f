"""Publication replaces whole, audited files or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.publication import Publication, PublicationError, publish, write
from orchestration.publication.contract import leadership_tables
from tests.orchestration.publication.conftest import judge
from tests.orchestration.publication.reading import change, contents, read

READER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
cells = connection.sql("select max(as_of) from marts.fct_team_metrics")
print(cells.fetchall(), flush=True)
sys.stdin.readline()
print(connection.sql("select max(as_of), sum(value) from marts.fct_team_metrics").fetchall())
"""
LATER = "update marts.fct_team_metrics set as_of = as_of + interval 1 day"


def test_every_mart_is_published_with_its_contract(home: Path) -> None:
    counts = publish(home)
    tables = leadership_tables()
    assert set(counts) == {table.name for table in tables} >= {"dim_teams", "fct_team_metrics"}
    for table in tables:
        rows = read(home, f"select count(*) from marts.{table.name}")
        copy = home / "published" / "parquet" / f"{table.name}.parquet"
        assert (
            rows
            == duckdb.sql(f"select count(*) from '{copy}'").fetchall()
            == [(counts[table.name],)]
        )
        columns = [row[0] for row in read(home, f"describe marts.{table.name}")]
        assert columns == list(table.columns)


def test_the_files_are_of_a_storage_version_older_clients_read(home: Path) -> None:
    publish(home)
    for name in ("leadership", "audit"):
        with duckdb.connect() as connection:
            file = home / "published" / f"{name}.duckdb"
            connection.execute(f"attach '{file}' as published (read_only)")
            (tags,) = connection.execute(
                "select tags from duckdb_databases() where database_name = 'published'"
            ).fetchall()
        assert "v1.2.0" in tags[0]["storage_version"]


def test_the_audit_database_holds_gates_quarantine_and_extraction(home: Path) -> None:
    change(
        home,
        "insert into staging.stg_github__quarantine values ('issues', 'a/b', 'no id', '{}', now())",
        "insert into staging.stg_file_drops__quarantine values "
        "('inputs/roster.csv', 3, 'fte', '2', 'above 1', 'Write 1', now())",
    )
    publish(home)
    assert read(home, "select check_id, passed from marts.gate_results", "audit") == [("B2", True)]
    found = read(home, "select source, scope, row_number, reason from marts.quarantine", "audit")
    assert found == [
        ("file_drops", "inputs/roster.csv", 3, "above 1"),
        ("github", "a/b", None, "no id"),
    ]
    log = read(home, "select stream, scope, status from marts.extraction_log", "audit")
    assert log == [("issues", "harbour/checkout", "complete")]


def test_publishing_again_gives_the_same_bytes_of_data(home: Path) -> None:
    publish(home)
    before = read(home, "from marts.fct_team_metrics"), read(home, "from marts.rpt_signal_status")
    publish(home)
    assert before == (
        read(home, "from marts.fct_team_metrics"),
        read(home, "from marts.rpt_signal_status"),
    )


def test_a_reader_of_the_old_file_goes_on_reading_it(home: Path) -> None:
    publish(home)
    file = home / "published" / "leadership.duckdb"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert "7, 6, 6" in reader.stdout.readline()
    change(home, LATER)
    publish(home)
    assert "(2026, 7, 7" in str(reader_sees(file))
    rest, _ = reader.communicate("\n")
    assert "7, 6, 6" in rest
    assert reader.returncode == 0


def reader_sees(file: Path) -> str:
    with duckdb.connect(str(file), read_only=True) as connection:
        return str(
            connection.sql("select max(as_of) from marts.fct_team_metrics").fetchall()
        ).replace("datetime.datetime", "")


def test_a_guard_that_blocks_leaves_everything_as_it_was(home: Path) -> None:
    publish(home)
    before = contents(home)
    change(home, LATER)
    judge(home, {"passed": False, "severity": "block", "detail": "parts do not add up"})
    with pytest.raises(PublicationError, match="A guard blocks it: B2: parts do not add up"):
        publish(home)
    assert contents(home) == before


def test_a_failure_that_only_warns_changes_nothing(home: Path) -> None:
    judge(home, {"passed": False, "severity": "warn"})
    publish(home)
    assert read(home, "select distinct status from marts.rpt_signal_status") == [("ok",)]


def test_guards_that_have_not_run_block(home: Path) -> None:
    change(home, "drop schema gates cascade")
    with pytest.raises(PublicationError, match="The guards have not judged"):
        publish(home)
    assert contents(home) == {}


def test_without_a_warehouse_nothing_can_be_published(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="There is no warehouse at"):
        publish(tmp_path)


def test_what_a_killed_run_left_is_removed(home: Path) -> None:
    folder = home / "published"
    (folder / "parquet").mkdir(parents=True)
    left = [
        folder / ".leadership.duckdb.unfinished",
        folder / ".leadership.duckdb.unfinished.wal",
        folder / "parquet" / ".dim_teams.parquet.unfinished",
    ]
    for file in left:
        file.write_text("half")
    publish(home)
    assert not any(file.exists() for file in left)
    assert not [name for name in contents(home) if ".unfinished" in name]


@pytest.mark.parametrize("step", ["write_database", "write_parquet", "synchronise"])
def test_a_disk_without_room_leaves_everything_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    publish(home)
    before = contents(home)
    change(home, LATER)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, step, fail)
    with pytest.raises(PublicationError, match="No space left on device"):
        publish(home)
    assert contents(home) == before


def test_a_previous_publication_that_is_not_whole_is_replaced(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(home)
    file = Publication(home).leadership
    file.write_bytes(file.read_bytes()[:5000])
    publish(home)
    assert read(home, "select count(*) from marts.dim_teams") == [(1,)]
    assert "cannot be read and is left aside" in caplog.text
