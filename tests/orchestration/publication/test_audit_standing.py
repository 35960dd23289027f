"""What an audit, an answer and thirty days make of a metric: the rule over a few rows by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import duckdb
import pytest

from expectations.audit.tables import TABLES
from orchestration.publication.overlay import SQL

DAY = datetime.fromisoformat("2026-08-05 14:00")
SETUP = """
    attach ':memory:' as warehouse;
    create schema warehouse.marts;
    create schema warehouse.staging;
    create table warehouse.marts.dim_metrics as select 'rate' as metric_id union all select 'count';
    create table warehouse.staging.stg_file_drops__audit_actions (
        audit_id varchar, metric_id varchar, action varchar, accepted_by_role varchar,
        accepted_on date, reason varchar
    );
    create temp table metric_failures (metric_id varchar, status varchar);
    create temp table run (as_of timestamp);
"""
STANDING = "select standing, since, reason from audit_standing where metric_id = 'rate'"


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """One audit of which one answer is red."""
    with duckdb.connect() as connection:
        connection.execute(SETUP)
        for name in ("audit_run", "audit_answer"):
            columns = ", ".join(f"{column} {kind}" for column, kind in TABLES[name].items())
            connection.execute(f"create temp table kept_{name} ({columns})")
        audited(connection, "2026Q2-1", DAY)
        yield connection


def audited(
    connection: duckdb.DuckDBPyConnection,
    audit_id: str,
    at: datetime,
    verdict: str = "red",
    finality: str = "final",
) -> None:
    connection.execute(
        "insert into kept_audit_run by name select ? as audit_id, ? as quarter, ? as as_of, "
        "? as data_finality",
        [audit_id, audit_id[:6], at, finality],
    )
    connection.execute(
        "insert into kept_audit_answer by name select ? as audit_id, 'rate' as metric_id, "
        "'gaming' as question, ? as verdict, 'Two questions.' as reason",
        [audit_id, verdict],
    )


def accepted(
    connection: duckdb.DuckDBPyConnection,
    action: str,
    on: date = date(2026, 8, 10),
    audit_id: str = "2026Q2-1",
) -> None:
    connection.execute(
        "insert into warehouse.staging.stg_file_drops__audit_actions "
        "values (?, 'rate', ?, 'lead', ?, 'definition_fixed')",
        [audit_id, action, on],
    )


def standing(
    connection: duckdb.DuckDBPyConnection, at: str
) -> tuple[str | None, date | None, str | None]:
    """What holds of the metric on a day, and why."""
    connection.execute("delete from run")
    connection.execute("insert into run values (?)", [datetime.fromisoformat(at)])
    connection.execute((SQL / "audit_standing.sql").read_text(encoding="utf-8"))
    rows = connection.execute(STANDING).fetchall()
    return rows[0] if rows else (None, None, None)


def test_a_red_that_nobody_answers_suspends_after_thirty_days(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert standing(warehouse, "2026-09-04 13:59")[0] is None
    assert standing(warehouse, "2026-09-04 14:00") == (
        "suspended",
        date(2026, 9, 4),
        "Audit 2026Q2-1 was not answered within 30 days: Two questions.",
    )
    assert warehouse.execute("from hidden_metrics").fetchall() == [("rate", "suspended_by_audit")]


@pytest.mark.parametrize("verdict", ["amber", "green", "unknown"])
def test_only_a_red_suspends(verdict: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("update kept_audit_answer set verdict = ?", [verdict])
    assert standing(warehouse, "2026-12-01")[0] is None


def test_data_that_are_not_final_suspend_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("update kept_audit_run set data_finality = 'settling'")
    assert standing(warehouse, "2026-12-01")[0] is None


def test_to_audit_again_neither_starts_the_clock_anew_nor_answers(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    audited(warehouse, "2026Q2-2", datetime(2026, 9, 1))  # noqa: DTZ001 - as DuckDB gives it
    audited(warehouse, "2026Q3-1", datetime(2026, 9, 2), verdict="green")  # noqa: DTZ001
    assert standing(warehouse, "2026-09-04 14:00")[1] == date(2026, 9, 4)


@pytest.mark.parametrize("action", ["keep", "clarify", "harden", "re-pair"])
def test_an_answer_that_was_accepted_answers(
    action: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    accepted(warehouse, action)
    assert standing(warehouse, "2026-12-01")[0] is None


def test_a_late_answer_brings_the_metric_back(warehouse: duckdb.DuckDBPyConnection) -> None:
    accepted(warehouse, "clarify", on=date(2026, 10, 1))
    assert standing(warehouse, "2026-09-30 06:00")[0] == "suspended"
    assert standing(warehouse, "2026-10-01 06:00")[0] is None


def test_an_answer_given_before_the_audit_answers_nothing(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    audited(warehouse, "2026Q1-1", datetime(2026, 5, 6), verdict="green")  # noqa: DTZ001
    accepted(warehouse, "keep", on=date(2026, 5, 7), audit_id="2026Q1-1")
    assert standing(warehouse, "2026-12-01")[0] == "suspended"


@pytest.mark.parametrize(("action", "found"), [("suspend", "suspended"), ("retire", "retired")])
def test_an_accepted_suspension_holds_at_once_until_another_action(
    action: str, found: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    accepted(warehouse, action)
    accepted(warehouse, "clarify")
    assert standing(warehouse, "2026-08-09")[0] is None
    assert standing(warehouse, "2026-08-10") == (
        found,
        date(2026, 8, 10),
        f"Audit 2026Q2-1: {action}, accepted by the lead (definition fixed).",
    )
    accepted(warehouse, "keep", on=date(2026, 8, 20))
    assert standing(warehouse, "2026-08-20")[0] is None


def test_a_demoted_metric_is_not_hidden(warehouse: duckdb.DuckDBPyConnection) -> None:
    accepted(warehouse, "demote_decision")
    assert standing(warehouse, "2026-12-01")[0] == "demoted"
    assert warehouse.execute("from hidden_metrics").fetchall() == []


def test_an_action_of_no_audit_does_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    accepted(warehouse, "suspend", audit_id="2026Q2-9")
    assert standing(warehouse, "2026-08-11")[0] is None


def test_what_a_source_hides_is_hidden_beside_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("insert into metric_failures values ('rate', 'source_stale')")
    warehouse.execute("insert into metric_failures values ('count', 'source_stale')")
    standing(warehouse, "2026-08-06")
    assert ("rate", "source_stale") in warehouse.execute("from hidden_metrics").fetchall()
    standing(warehouse, "2026-12-01")
    assert sorted(warehouse.execute("from hidden_metrics").fetchall()) == [
        ("count", "source_stale"),
        ("rate", "suspended_by_audit"),
    ]


def test_of_quarters_audited_together_the_latest_says_why_and_one_answer_is_enough(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    for quarter in ("2026Q1", "2026Q3", "2025Q4"):
        audited(warehouse, f"{quarter}-1", DAY)
    why = standing(warehouse, "2026-09-04 14:00")[2]
    assert str(why).startswith("Audit 2026Q3-1 was not answered")
    accepted(warehouse, "keep", audit_id="2026Q3-1")
    assert standing(warehouse, "2026-09-04 14:00")[0] is None
