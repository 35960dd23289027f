"""A build that goes on from the last one says what one from nothing says, or begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.dbt import project

EVERY_INCREMENTAL = "config.materialized:incremental"
DIGEST = "TEAM_OUTCOMES_PROJECT_DIGEST"
MONDAY, TUESDAY = "2026-07-06T06:00:00Z", "2026-07-07T06:00:00Z"
TABLES = ("stg_github__pull_requests", "stg_landing__records")
MARK = "update staging.stg_github__pull_requests set state = 'MARKED' where pull_request_id = 'd'"


def pull_request(
    key: str, state: str | None, day: int, hour: int = 5, *, is_deleted: bool = False
) -> dict[str, object]:
    """A landed version of a pull request."""
    return {
        "pull_request_id": key,
        "state": state,
        "is_deleted": is_deleted,
        "raw_json": None if is_deleted else "{}",
        "extracted_at": project.utc(f"2026-07-0{day} 0{hour}:00:00"),
    }


FIRST = [pull_request(key, "OPEN", 6) for key in "abd"]
# Closed, deleted, new, read after that day's as_of; a second load brings an older version late.
SECOND = [
    pull_request("a", "CLOSED", 7),
    pull_request("b", None, 7, is_deleted=True),
    pull_request("c", "OPEN", 7),
    pull_request("e", "OPEN", 7, hour=7),
]
LATE = [pull_request("a", "DRAFT", 6, hour=4), pull_request("d", None, 5, is_deleted=True)]


@dataclass(frozen=True)
class Home:
    """A home with a lake of pull requests."""

    folder: Path

    def land(self, load_id: str, rows: list[dict[str, object]]) -> None:
        project.write_load(self.folder, "pull_requests", load_id, rows)
        project.record_load(self.folder, load_id)

    def build(self, as_of: str, models: str = EVERY_INCREMENTAL) -> None:
        result = project.run_dbt("run", "--select", models, home=self.folder, as_of=as_of)
        assert result.returncode == 0, result.stdout

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.folder / "warehouse.duckdb")) as connection:
            return connection.execute(query).fetchall()

    def states(self) -> dict[object, object]:
        query = "select pull_request_id, state from staging.stg_github__pull_requests order by 1"
        return dict(self.rows(query))  # type: ignore[arg-type]

    def tables(self) -> list[list[tuple[object, ...]]]:
        return [self.rows(f"from staging.{table} order by all") for table in TABLES]


def new_home(folder: Path) -> Home:
    home = Home(folder)
    home.land("100.5", FIRST)
    return home


@pytest.fixture(scope="module", autouse=True)
def digest() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DIGEST, "first")
        yield patch


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Monday built from nothing, a mark where no increment looks, Tuesday built on from it."""
    home = new_home(tmp_path_factory.mktemp("increments"))
    home.build(MONDAY)
    home.rows(MARK)
    home.land("101.5", SECOND)
    home.land("102.5", LATE[:1])
    home.build(TUESDAY)
    return home


def test_what_was_not_touched_is_not_built_again(home: Home) -> None:
    assert home.states() == {"a": "CLOSED", "c": "OPEN", "d": "MARKED"}


def test_all_else_is_what_a_build_from_nothing_says(
    home: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    anew = new_home(tmp_path_factory.mktemp("anew"))
    anew.land("101.5", SECOND)
    anew.land("102.5", LATE[:1])
    anew.build(TUESDAY)
    anew.rows(MARK)
    assert home.tables() == anew.tables()


def test_a_load_read_in_part_after_as_of_stays_new(home: Home) -> None:
    seen = home.rows("select load_id from landing.built_loads order by load_id")
    assert seen == [("100.5",), ("102.5",)]


def test_a_run_that_builds_one_model_leaves_the_loads_new_to_the_others(home: Home) -> None:
    home.land("103.5", LATE[1:])
    home.build(TUESDAY, "stg_github__pull_requests")
    assert ("103.5",) in home.rows("select load_id from landing.new_loads")
    # The tombstone is older than what is known: the record was touched, and built as it is.
    assert home.states() == {"a": "CLOSED", "c": "OPEN", "d": "OPEN"}
    assert ("103.5",) not in home.rows("select load_id from landing.built_loads")


@pytest.mark.parametrize("reason", ["another project", "an earlier as_of", "a load is gone"])
def test_it_begins_anew_where_going_on_would_be_wrong(
    home: Home, digest: pytest.MonkeyPatch, reason: str
) -> None:
    home.build(TUESDAY)
    home.rows(MARK)
    assert home.rows("select count(*) from landing.built_with") == [(1,)]
    if reason == "another project":
        digest.setenv(DIGEST, "second")
    if reason == "a load is gone":
        (home.folder / "landing/github/_dlt_loads/github__102.5.jsonl").unlink()
    home.build("2026-07-07T05:30:00Z" if reason == "an earlier as_of" else TUESDAY)
    assert home.states()["d"] == "OPEN"
    assert home.rows("select is_possible from landing.increment") == [(False,)]
