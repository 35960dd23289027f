"""A lake that grows day by day has what was landed at once, and two warehouses are compared."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.increments.comparing import compare
from bench.increments.lake import Lake

LAST = datetime.fromisoformat("2026-07-06T06:00:00")
DAYS = 20
N_ISSUES = 2000


def issue(number: int) -> dict[str, object]:
    """One that was opened some days before the last, and closed up to a week later."""
    opened = LAST - timedelta(days=number % 40, hours=1)
    closed = opened + timedelta(days=number % 8)
    return {
        "issue_id": f"i{number}",
        "created_at": opened,
        "closed_at": closed if closed < LAST else None,
        "is_deleted": False,
        "raw_json": f"{{{number}}}",
        "extracted_at": LAST,
    }


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    folder = tmp_path_factory.mktemp("lake")
    source = folder / "landing" / "github"
    for stream, rows in {
        "issues": [issue(number) for number in range(N_ISSUES)],
        "extraction_log": [{"completed_at": LAST, "raw_json": "", "is_deleted": False}],
    }.items():
        (source / stream).mkdir(parents=True)
        table = pa.Table.from_pylist([{"extracted_at": LAST, **row} for row in rows])
        pq.write_table(table, source / stream / "1.5.parquet")
    (source / "_dlt_version").mkdir()
    return Lake.of(folder / "landing", folder / "daily" / "landing", DAYS)


def rows(lake: Lake, query: str) -> list[tuple[object, ...]]:
    files = str(lake.folder / "github" / "issues" / "*.parquet")
    connection = duckdb.connect()
    connection.execute(f"create view issues as from read_parquet('{files}', union_by_name = true)")
    return connection.execute(query).fetchall()


def test_the_last_version_of_each_record_is_what_was_landed(lake: Lake) -> None:
    query = """
        select issue_id, created_at, closed_at from issues where not is_deleted
        qualify row_number() over (partition by issue_id order by extracted_at desc) = 1
    """
    landed = [(i["issue_id"], i["created_at"], i["closed_at"]) for i in map(issue, range(N_ISSUES))]
    assert sorted(rows(lake, query)) == sorted(landed)


def test_no_version_knows_what_came_after_it_was_read(lake: Lake) -> None:
    early = "select count(*) from issues where greatest(created_at, closed_at) > extracted_at"
    assert rows(lake, early) == [(0,)]


def test_some_come_late_some_change_and_some_are_deleted(lake: Lake) -> None:
    late = """
        select count(*) from issues
        where extracted_at - greatest(created_at, closed_at) > to_days(2)
            and extracted_at > timestamp '2026-06-16 06:00:00'
    """
    versions = "select count(*) - count(distinct issue_id), count_if(is_deleted) from issues"
    ((n_late,),) = rows(lake, late)
    ((n_changed, n_deleted),) = rows(lake, versions)
    assert (n_late > 50, n_changed > 200, n_deleted > 0) == (True, True, True)


def test_a_day_counts_once_it_is_landed_and_not_when_it_is_taken_back(lake: Lake) -> None:
    def records() -> int:
        return len(list(lake.folder.glob("github/_dlt_loads/*.jsonl")))

    assert records() == 0
    lake.land(0)
    lake.land(1)
    lake.take_back(1)
    assert records() == 1
    lake.take_back(0)


@pytest.fixture(name="one")
def warehouse(tmp_path: Path) -> Path:
    file = tmp_path / "one.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts; create table marts.a as select 1 as i, 0.1 as x")
        connection.execute("create table marts.b as select 'kept' as t")
    return file


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("", {}),
        ("update marts.a set x = 0.1 + 1e-12", {}),
        ("update marts.a set i = 2", {"marts.a": 2}),
        ("insert into marts.b values ('kept')", {"marts.b": 1}),
        ("delete from marts.b", {"marts.b": 1}),
    ],
)
def test_every_row_that_one_lacks_is_counted(
    one: Path, tmp_path: Path, change: str, expected: dict[str, int]
) -> None:
    other = tmp_path / "other.duckdb"
    other.write_bytes(one.read_bytes())
    with duckdb.connect(str(other)) as connection:
        connection.execute("alter table marts.a alter x type double")
        connection.execute(change or "select 1")
    with duckdb.connect(str(one)) as connection:
        connection.execute("alter table marts.a alter x type double")
    found = compare(one, other, ["marts"])
    assert (found.tables, found.cells, found.differing) == (2, 3, expected)


def test_an_orderly_lake_brings_on_each_day_what_happened_on_it(lake: Lake, tmp_path: Path) -> None:
    original = lake.folder.parents[1] / "landing"
    orderly = Lake.of(original, tmp_path / "landing", DAYS, is_orderly=True)
    late = """
        select count(*) from issues
        where extracted_at - greatest(created_at, closed_at) > to_days(1)
            and extracted_at > timestamp '2026-06-16 06:00:00'
    """
    ((n_late,),) = rows(orderly, late)
    ((n_deleted,),) = rows(orderly, "select count_if(is_deleted) from issues")
    assert (n_late, n_deleted) == (0, 0)
