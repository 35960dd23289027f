"""Each broken-signal check passes whole signals and fails broken ones, row by row."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.gates import Gate, judge
from expectations.registry import SIGNALS, Guard
from tests.expectations.small_warehouse import SIGNALS as TABLES
from tests.expectations.small_warehouse import signal_row

GUARDS = {guard.check_id: guard for guard in SIGNALS}
CASES = [
    (guard.check_id, measure, consequence)
    for guard in SIGNALS
    for measure, consequence in guard.by_measure.items()
    # These follow from other rows of the scope; a test of their own is below.
    if measure not in {"never_complete", "incomplete_run"}
]


def table(guard: Guard) -> str:
    return f"signals.{guard.asset[1]}"


def gates(file: Path, check_id: str) -> list[Gate]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return judge(connection, GUARDS[check_id])


def with_rows(file: Path, check_id: str, *rows: str) -> list[Gate]:
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"delete from {table(GUARDS[check_id])}")
        for row in rows:
            connection.execute(f"insert into {table(GUARDS[check_id])} {row}")
    return gates(file, check_id)


@pytest.mark.parametrize("check_id", GUARDS)
def test_a_whole_signal_passes(built_warehouse: Path, check_id: str) -> None:
    found = gates(built_warehouse, check_id)
    assert len(found) == 2
    assert all(gate.passed for gate in found)
    assert {gate.check_id for gate in found} == {check_id}


@pytest.mark.parametrize(("check_id", "measure", "consequence"), CASES)
def test_a_broken_signal_fails_alone(
    warehouse: Path, check_id: str, measure: str, consequence: object
) -> None:
    kind = TABLES[GUARDS[check_id].asset[1]][1] and measure
    rows = [signal_row(check_id, kind, statistic) for statistic in (1.0, 1.5, None)]
    whole, *of_rows = with_rows(warehouse, check_id, *rows)
    assert whole.passed
    assert sorted((gate.statistic or 0, gate.passed) for gate in of_rows) == [
        (0, True),
        (1.0, True),
        (1.5, False),
    ]
    (broken,) = [gate for gate in of_rows if not gate.passed]
    assert (broken.severity, broken.status_when_failed) == (
        consequence.severity,  # type: ignore[attr-defined]
        consequence.status,  # type: ignore[attr-defined]
    )
    assert (broken.source, broken.stream, broken.scope) == ("github", "issues", "organisation")


@pytest.mark.parametrize("check_id", GUARDS)
def test_a_row_of_another_check_fails_the_whole(warehouse: Path, check_id: str) -> None:
    measure = TABLES[GUARDS[check_id].asset[1]][1]
    whole, *_ = with_rows(warehouse, check_id, signal_row("B99", measure))
    assert whole.blocks


@pytest.mark.parametrize("check_id", ["B2", "B3", "B9", "B10"])
def test_a_check_that_has_not_looked_fails(warehouse: Path, check_id: str) -> None:
    (whole,) = with_rows(warehouse, check_id)
    assert (whole.blocks, whole.detail) == (True, "not true: there are at least 1 rows")


@pytest.mark.parametrize("check_id", ["B1", "B4", "B5", "B6", "B7", "B8", "B11"])
def test_nothing_landed_is_for_b2_to_tell(warehouse: Path, check_id: str) -> None:
    (whole,) = with_rows(warehouse, check_id)
    assert whole.passed


def test_a_check_without_its_table_fails(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"drop table {table(GUARDS['B4'])}")
    (whole,) = gates(warehouse, "B4")
    assert whole.blocks
    assert "cannot be read" in whole.detail


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0.5, ("degrade", "source_partial")), (None, ("warn", None))],
    ids=["read before", "never read"],
)
def test_a_scope_that_was_never_read_has_no_numbers_to_lose(
    warehouse: Path, hours: float | None, expected: tuple[str, str | None]
) -> None:
    whole, *of_rows = with_rows(
        warehouse,
        "B2",
        signal_row("B2", "incomplete_run", 2.0),
        signal_row("B2", "hours_since_success", hours),
    )
    assert whole.passed
    (failed,) = [gate for gate in of_rows if not gate.passed]
    assert (failed.severity, failed.status_when_failed) == expected


def test_a_measure_nobody_registered_blocks(warehouse: Path) -> None:
    _, broken = with_rows(warehouse, "B4", signal_row("B4", "something_new", 2.0))
    assert broken.blocks


def test_a_doubled_volume_speaks_of_the_whole_source(warehouse: Path) -> None:
    row = signal_row("B4", "doubled_volume", 2.0).replace("'issues'", "cast(null as varchar)")
    _, broken = with_rows(warehouse, "B4", row)
    assert (broken.source, broken.stream, broken.passed) == ("github", None, False)
