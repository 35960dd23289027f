"""Reads the written files as a reader would and finds what must not be published.

Here: one function a promise; each returns findings in words. Not here: repairing anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from expectations.files import literal
from expectations.person_columns import ABOUT_A_PERSON
from orchestration.publication.contract import Table
from orchestration.publication.write import SCHEMA, Draft

GOOD = "('ok', 'provisional')"
COLUMNS = """
    select column_name, data_type from information_schema.columns
    where table_catalog = 'draft' and table_schema = ? and table_name = ? order by ordinal_position
"""
TEXTS = """
    select table_name, column_name from information_schema.columns
    where table_catalog = 'draft' and data_type = 'VARCHAR' and list_contains(?, table_name)
    order by all
"""
# Tables of audit.duckdb that are no marts and speak of teams only; their sentences are linted.
QUESTIONS = ("signal_questions", "detector_results")
VALUES_BY_STATUS = {
    "fct_team_metrics": ("value",),
    "rpt_deployment_failure_links": ("unlinked_incident_share",),
    "rpt_safety_signals": ("value",),
    "rpt_workload_distribution": ("excess_over_fair_share", "effective_people", "p_fair"),
    "rpt_team_workload": ("excess_over_fair_share", "effective_people", "p_fair"),
}


def leadership_findings(
    connection: duckdb.DuckDBPyConnection, draft: Draft, tables: Sequence[Table]
) -> list[str]:
    """What is wrong with a drafted leadership.duckdb.

    Args:
        connection: One that `overlay.prepared` gave: it sees the warehouse and knows persons.
        draft: The written file.
        tables: What it promises to hold.
    """
    connection.execute(f"attach {literal(draft.file)} as draft (read_only)")
    try:
        found = [
            finding
            for table in tables
            for finding in (
                *_contract(connection, table),
                *_rows(connection, table),
                *_keys(connection, table),
                *_statuses(connection, table),
            )
        ]
        return [*found, *_persons(connection, [table.name for table in tables])]
    finally:
        connection.execute("detach draft")


def audit_findings(
    connection: duckdb.DuckDBPyConnection,
    draft: Draft,
    tables: Sequence[Table],
    others: Sequence[str],
    kept: Path,
) -> list[str]:
    """What is wrong with a drafted audit.duckdb.

    Args:
        connection: One that `overlay.prepared` gave: it sees the warehouse and knows persons.
        draft: The written file.
        tables: The marts it promises to hold.
        others: Its other tables, which tell of guards and extraction and may name a person.
        kept: What earlier publications said of cells; need not exist.
    """
    connection.execute(f"attach {literal(draft.file)} as draft (read_only)")
    try:
        found = [
            finding
            for table in tables
            for finding in (*_contract(connection, table), *_keys(connection, table))
        ]
        counts = {name: _count(connection, f"draft.{SCHEMA}.{name}") for name in others}
        expected = _count(connection, "warehouse.gates.gate_results")
        if counts["gate_results"] != expected:
            found.append(f"gate_results has {counts['gate_results']} rows, expected {expected}")
        named = [*(table.name for table in tables), *QUESTIONS]
        return [*found, *_forgotten(connection, kept), *_persons(connection, named)]
    finally:
        connection.execute("detach draft")


def parquet_findings(drafts: Sequence[Draft], database: Draft) -> list[str]:
    """Copies whose rows are not those of the drafted database."""
    found = []
    with duckdb.connect(str(database.file), read_only=True) as connection:
        for draft in drafts:
            table = f"{SCHEMA}.{draft.target.stem}"
            copy = f"read_parquet({literal(draft.file)})"
            there, here = _count(connection, copy), _count(connection, table)
            if there != here:
                found.append(f"{draft.target.name} has {there} rows, expected {here}")
    return found


def _contract(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    found = dict(connection.execute(COLUMNS, [SCHEMA, table.name]).fetchall())
    types = ", ".join(f"typeof(cast(null as {kind}))" for kind in table.columns.values())
    spelled = connection.execute(f"select {types}").fetchone() or ()
    promised = dict(zip(table.columns, spelled, strict=True))
    for column in sorted(promised.keys() | found.keys()):
        if promised.get(column) != found.get(column):
            yield (
                f"{table.name}.{column} is {found.get(column, 'missing')}, "
                f"its contract says {promised.get(column, 'nothing')}"
            )


def _rows(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    here = _count(connection, f"draft.{SCHEMA}.{table.name}")
    there = _count(connection, f"warehouse.marts.{table.name}")
    if here != there:
        yield f"{table.name} has {here} rows, its mart {there}"


def _keys(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    key = ", ".join(table.key)
    rows = f"select {key} from draft.{SCHEMA}.{table.name}"  # noqa: S608 - names of the contract
    repeated = len(connection.execute(f"{rows} group by all having count(*) > 1").fetchall())
    if repeated:
        yield f"{table.name} has {repeated} keys ({key}) more than once"


def _statuses(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    for column in VALUES_BY_STATUS.get(table.name, ()):
        wrong = _count(
            connection,
            f"draft.{SCHEMA}.{table.name} "
            f"where status is null or ({column} is not null) != (status in {GOOD})",
        )
        if wrong:
            yield f"{table.name}.{column} contradicts its status in {wrong} rows"


def _forgotten(connection: duckdb.DuckDBPyConnection, kept: Path) -> Iterator[str]:
    """What was said before stays said; only what a run of the same instant said may be replaced."""
    if not kept.exists():
        return
    key = "metric_id, team_id, grain, period_start, as_of"
    lost = _count(
        connection,
        f"(select {key} from read_parquet({literal(kept)}) "  # noqa: S608 - a path and names of ours
        "where as_of != (select run.as_of from run) "
        f"except select {key} from draft.{SCHEMA}.metric_snapshots)",
    )
    if lost:
        yield f"metric_snapshots lacks {lost} rows that were published before"


def _persons(connection: duckdb.DuckDBPyConnection, promised: Sequence[str]) -> Iterator[str]:
    named = connection.execute(
        "select table_name, column_name from information_schema.columns "
        "where table_catalog = 'draft' and column_name != 'n_people' "
        "and list_contains(?, table_name) and regexp_matches(column_name, ?)",
        [promised, ABOUT_A_PERSON],
    ).fetchall()
    yield from (f"{table}.{column} is a column about a person" for table, column in named)
    for table, column in connection.execute(TEXTS, [promised]).fetchall():
        # Some texts are written by hand; in data even a part of a text may be a name.
        test = (
            "lower(words) in (select name from identifiers)"
            if table.startswith("dim_") or table in QUESTIONS
            else "names_a_person(words)"
        )
        texts = f"(select distinct {column} as words from draft.{SCHEMA}.{table})"  # noqa: S608
        persons = _count(connection, f"{texts} where {test}")
        if persons:
            yield f"{table}.{column} holds {persons} names of persons"


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from {relation}").fetchone()  # noqa: S608
    return int(row[0]) if row else 0
