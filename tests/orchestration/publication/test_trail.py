"""What was said of every cell is kept with the publication, whole, and never taken away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.publication import PublicationError, publish, write
from orchestration.publication.contract import audit_tables
from tests.orchestration.publication.conftest import judge
from tests.orchestration.publication.reading import change, contents, next_day, read

BROKEN = {"passed": False, "detail": "missing records: 3 of 9"}
MONDAY, TUESDAY, WEDNESDAY = map(
    datetime.fromisoformat, ("2026-07-06 06", "2026-07-07 06", "2026-07-08 06")
)
SAID = """
    select as_of, status, value, numerator, n_items, sigma
    from marts.metric_snapshots where metric_id = 'change_fail_rate' order by as_of
"""
RATE = (MONDAY, "ok", 0.25, 5.0, 20, None)
HIDDEN = ("source_partial", None, None, None, None)


def test_the_trail_is_published_with_its_contract_and_a_copy(home: Path) -> None:
    publish(home)
    assert [table.name for table in audit_tables()] == [
        "gameability",
        "metric_restatements",
        "metric_snapshots",
    ]
    for table in audit_tables():
        columns = [row[0] for row in read(home, f"describe marts.{table.name}", "audit")]
        assert columns == list(table.columns)
        copy = home / "published" / "parquet" / f"{table.name}.parquet"
        rows = read(home, f"select count(*) from marts.{table.name}", "audit")
        assert duckdb.sql(f"select count(*) from '{copy}'").fetchall() == rows
    assert read(home, SAID, "audit") == [RATE]


def test_a_number_that_is_hidden_was_not_said(home: Path) -> None:
    judge(home, BROKEN)
    publish(home)
    assert read(home, SAID, "audit") == [(MONDAY, *HIDDEN)]


def test_a_number_that_is_hidden_for_days_is_kept_once_and_comes_back(home: Path) -> None:
    again = """
        insert into marts.metric_snapshots by name
        select * exclude (as_of), as_of from
        (select metric_id, definition_version, team_id, grain, period_start, value, numerator,
            denominator, n_items, status, finality, as_of from marts.fct_team_metrics)
        where metric_id = 'change_fail_rate'
    """
    publish(home)
    next_day(home)
    judge(home, BROKEN)
    publish(home)
    assert read(home, SAID, "audit") == [RATE, (TUESDAY, *HIDDEN)]
    next_day(home, again)
    publish(home)
    assert read(home, SAID, "audit") == [RATE, (TUESDAY, *HIDDEN)]
    judge(home)
    publish(home)
    assert read(home, SAID, "audit") == [RATE, (TUESDAY, *HIDDEN), (WEDNESDAY, *RATE[1:])]


@pytest.mark.parametrize("status", ["not_applicable", "source_missing"])
def test_a_cell_that_a_failure_says_nothing_about_is_kept_as_it_is(home: Path, status: str) -> None:
    spoil = f"set value = null, status = '{status}' where metric_id = 'change_fail_rate'"
    change(home, f"update marts.fct_team_metrics {spoil}")
    change(home, f"update marts.metric_snapshots {spoil}")
    judge(home, BROKEN)
    publish(home)
    assert [row[1] for row in read(home, SAID, "audit")] == [status]


def test_a_restatement_of_a_hidden_number_is_told_when_it_is_shown(home: Path) -> None:
    change(
        home,
        "insert into marts.metric_restatements by name select 'change_fail_rate' as metric_id, "
        "'atlas' as team_id, 'week' as grain, date '2026-06-22' as period_start, "
        "timestamp '2026-07-06 06:00:00' as as_of_after, 'unknown' as cause",
    )
    judge(home, BROKEN)
    publish(home)
    assert read(home, "from marts.metric_restatements", "audit") == []
    judge(home)
    publish(home)
    assert read(home, "select cause from marts.metric_restatements", "audit") == [("unknown",)]


def test_what_was_said_cannot_be_lost(home: Path) -> None:
    publish(home)
    next_day(home, "delete from marts.metric_snapshots where metric_id = 'change_fail_rate'")
    before = contents(home)
    with pytest.raises(PublicationError, match="lacks 1 rows that were published before"):
        publish(home)
    assert contents(home) == before


def test_a_run_of_the_same_instant_may_say_something_else(home: Path) -> None:
    publish(home)
    change(home, "update marts.metric_snapshots set value = 0.3 where value = 0.25")
    publish(home)
    assert [row[2] for row in read(home, SAID, "audit")] == [0.3]


def test_the_trail_names_nobody(home: Path) -> None:
    change(home, "update marts.metric_snapshots set team_id = 'ada-codes'")
    with pytest.raises(PublicationError, match=r"metric_snapshots\.team_id holds 1 names"):
        publish(home)


def test_a_failed_publication_leaves_the_trail_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(home)
    before = contents(home)
    next_day(home, "update marts.metric_snapshots set finality = 'final'")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_parquet", fail)
    with pytest.raises(PublicationError):
        publish(home)
    assert contents(home) == before
