"""Every broken-signal check, from a row of its signal table to what leaders read the day after.

On Monday everything was published. On Tuesday one signal is broken: the number goes, its status
says why, the last good value stays with its date, and rpt_signal_status tells the reason and since
when. What is read here is what would be written (the overlay); one check is published through.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from expectations import gates
from expectations.consequence import Consequence
from expectations.registry import SIGNALS, Guard
from orchestration.publication import Publication, publish
from orchestration.publication.contract import leadership_tables
from orchestration.publication.errors import PublicationError
from orchestration.publication.overlay import mart_query, prepared
from tests.expectations.small_warehouse import SIGNALS as TABLES
from tests.expectations.small_warehouse import signal_row
from tests.orchestration.publication.reading import next_day, read

MONDAY, TUESDAY, WEDNESDAY = map(
    datetime.fromisoformat, ("2026-07-06 06", "2026-07-07 06", "2026-07-08 06")
)
METRIC = "change_fail_rate"
CELL = f"""
    select value, status, last_good_value, last_good_as_of
    from marts.fct_team_metrics where metric_id = '{METRIC}'
"""
SIGNAL = f"""
    select status, check_id, since, last_good_as_of, reason
    from marts.rpt_signal_status where metric_id = '{METRIC}' and stream = 'issues'
"""
WHOLE_SOURCE = {"doubled_volume", "clock_moved", "hours_moved", "one_account", "without_pause"}
CASES = [
    pytest.param(guard, measure, consequence, id=f"{guard.check_id}-{measure}")
    for guard in SIGNALS
    for measure, consequence in guard.by_measure.items()
]


@pytest.fixture(scope="session")
def tuesday(judged_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root that was published on Monday and is built for Tuesday; do not change it."""
    home = tmp_path_factory.mktemp("tuesday")
    shutil.copy(judged_warehouse, home / "warehouse.duckdb")
    publish(home)
    next_day(home)
    return home


@pytest.fixture
def home(tuesday: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tuesday, tmp_path / "home"))


def broken_rows(guard: Guard, measure: str) -> list[str]:
    """Rows of the signal table of which one is broken, in the form dbt gives them."""
    if measure in {"incomplete_run", "never_complete"}:
        # A scope that was read before loses its numbers; one that never was has none to lose.
        hours = 0.5 if measure == "incomplete_run" else None
        return [
            signal_row(guard.check_id, "incomplete_run", 2.0),
            signal_row(guard.check_id, "hours_since_success", hours),
        ]
    row = signal_row(guard.check_id, TABLES[guard.asset[1]][1] and measure, 2.0)
    if measure in WHOLE_SOURCE:
        return [row.replace("'issues' as stream", "cast(null as varchar) as stream")]
    return [row]


def judge(home: Path, guard: Guard, rows: list[str]) -> None:
    """Replace the rows of a signal table and let its guard judge them."""
    table = f"signals.{guard.asset[1]}"
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        connection.execute(f"delete from {table}")
        for row in rows:
            connection.execute(f"insert into {table} {row}")
        gates.write(connection, gates.judge(connection, guard))


def to_be_published(home: Path) -> tuple[list[tuple[object, ...]], ...]:
    """The cell and the signal that Tuesday's publication would hold."""
    publication = Publication(home)
    tables = {table.name: table for table in leadership_tables()}
    with prepared(publication.warehouse, publication.leadership, publication.parquet) as connection:
        for name in ("fct_team_metrics", "rpt_signal_status"):
            connection.execute(f"create temp table {name} as {mart_query(tables[name])}")
        return tuple(
            connection.execute(query.replace("marts.", "temp.main.")).fetchall()
            for query in (CELL, SIGNAL)
        )


def test_all_eleven_checks_are_there() -> None:
    assert [guard.check_id for guard in SIGNALS] == [f"B{number}" for number in range(1, 12)]


@pytest.mark.parametrize(("guard", "measure", "consequence"), CASES)
def test_what_leaders_read_when_a_signal_breaks(
    home: Path, guard: Guard, measure: str, consequence: Consequence
) -> None:
    judge(home, guard, broken_rows(guard, measure))
    if consequence.severity == "block":
        with pytest.raises(PublicationError, match=guard.check_id):
            to_be_published(home)
    elif consequence.severity == "warn":
        assert to_be_published(home) == (
            [(0.25, "ok", None, None)],
            [("ok", None, None, TUESDAY, None)],
        )
    else:
        words = measure if TABLES[guard.asset[1]][1] else guard_word(guard)
        reason = f"organisation: {words.replace('_', ' ')}: as seen"
        assert to_be_published(home) == (
            [(None, consequence.status, 0.25, MONDAY)],
            [(consequence.status, guard.check_id, TUESDAY, MONDAY, reason)],
        )


def guard_word(guard: Guard) -> str:
    """What a check of one kind of row calls it."""
    (word,) = guard.by_measure
    return word


def test_a_signal_stays_broken_since_its_first_day_and_mends(home: Path) -> None:
    (guard,) = [guard for guard in SIGNALS if guard.check_id == "B6"]
    judge(home, guard, broken_rows(guard, "clock_moved"))
    publish(home)
    next_day(home)
    judge(home, guard, broken_rows(guard, "clock_moved"))
    publish(home)
    assert read(home, CELL) == [(None, "source_partial", 0.25, MONDAY)]
    ((status, _, since, last_good_as_of, _),) = read(home, SIGNAL)
    assert (status, since, last_good_as_of) == ("source_partial", TUESDAY, MONDAY)
    judge(home, guard, [])
    publish(home)
    assert read(home, CELL) == [(0.25, "ok", None, None)]
    assert read(home, SIGNAL) == [("ok", None, None, WEDNESDAY, None)]


def test_a_warning_is_told_to_auditors_and_takes_nothing(home: Path) -> None:
    (guard,) = [guard for guard in SIGNALS if guard.check_id == "B8"]
    judge(home, guard, broken_rows(guard, "remap"))
    publish(home)
    told = "select check_id, severity, detail from marts.gate_results where not passed"
    assert read(home, told, "audit") == [("B8", "warn", "remap: as seen")]
    assert read(home, CELL) == [(0.25, "ok", None, None)]
