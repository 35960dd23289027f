"""From the warehouse to questions and back.

Belongs here: loading the observations, going through the completed quarters in order, writing the
schema `detectors`. Does not belong here: what is asked (`questions.py`), publication.

Everything is asked anew at every run, from the first quarter on: the same data give the same
questions, and what became known late is part of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

import duckdb

from expectations import catalogue
from expectations.detectors.observed import declaration
from expectations.detectors.questions import (
    Context,
    Question,
    Resolution,
    asked,
    kept_baselines,
)
from expectations.detectors.registry import detectors
from expectations.detectors.runner import Kept, Result, evaluate
from expectations.detectors.statistics import LEAST_BASELINE
from expectations.detectors.windows import Quarter
from expectations.files import literal

TABLES = Path(__file__).with_name("tables.sql")
AS_OF = "select cast(max(as_of) as date) from warehouse.marts.fct_team_metrics"
DECLARED = """
    select table_name, list(column_name order by column_index)
    from duckdb_columns()
    where schema_name = 'observed' and database_name = current_database()
    group by all order by all
"""
RESOLUTIONS = """
    select finding_id, resolution, resolved_by_role, resolved_on
    from warehouse.staging.stg_file_drops__question_resolutions
"""


@dataclass(frozen=True)
class Asked:
    """What detectors say of a warehouse.

    Attributes:
        questions: Of every completed quarter, with the moves that explain themselves.
        results: Every answer.
    """

    questions: list[Question]
    results: list[Result]

    def of(self, quarter: str) -> list[Question]:
        """The open questions of a quarter."""
        return [q for q in self.questions if q.quarter == quarter and not q.is_explained]


def run(warehouse: Path) -> Asked:
    """Ask a warehouse and write what was asked into it.

    Where that fails, what was asked before stays; the tables are there in any case.

    Raises:
        DetectorError: A detector cannot be run.
        duckdb.Error: The warehouse cannot be read or written.
    """
    prepare(warehouse)
    found = ask(warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        write(connection, found)
    return found


def prepare(warehouse: Path) -> None:
    """See to it that the tables of the schema `detectors` are there.

    Raises:
        duckdb.Error: The warehouse cannot be written.
    """
    with duckdb.connect(str(warehouse)) as connection:
        there = connection.execute(
            "select 1 from information_schema.tables where table_schema = 'detectors'"
        ).fetchone()
        if not there:
            connection.execute(TABLES.read_text(encoding="utf-8"))


def ask(warehouse: Path) -> Asked:
    """What detectors say of every completed quarter of a warehouse; nothing is written.

    Raises:
        DetectorError: A detector cannot be run.
        duckdb.Error: The warehouse cannot be read.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(warehouse)} as warehouse (read_only)")
        observe(connection)
        known = detectors()
        context = Context(known, _decisions(), _resolutions(connection))
        row = connection.execute(AS_OF).fetchone()
        as_of = row[0] if row and row[0] else date.min
        return over(connection, list(completed(connection, as_of)), context)


def observe(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the schema `observed` from the attached `warehouse`.

    A relation that the warehouse lacks stays empty: nothing can be told from it.

    Raises:
        duckdb.Error: A relation does not have the columns that are declared.
    """
    connection.execute(declaration())
    for name, columns in connection.execute(DECLARED).fetchall():
        if _exists(connection, "intermediate", f"int_observations__{name}"):
            listed = ", ".join(columns)
            connection.execute(
                f"insert into observed.{name} ({listed}) "  # noqa: S608 - names of ours
                f"select {listed} from warehouse.intermediate.int_observations__{name}"
            )


def completed(connection: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[Quarter]:
    """The quarters that are over and have weeks enough before them to compare with."""
    row = connection.execute("select min(week_start) from observed.team_weeks").fetchone()
    if not row or row[0] is None:
        return
    quarter = Quarter.of(row[0])
    while quarter.next.start <= as_of:
        if quarter.window_start - timedelta(weeks=LEAST_BASELINE) >= row[0]:
            yield quarter
        quarter = quarter.next


def over(
    connection: duckdb.DuckDBPyConnection, quarters: Sequence[Quarter], context: Context
) -> Asked:
    """Ask quarter after quarter; an open question keeps its baseline for the next one.

    Args:
        connection: Holds the schema `observed`.
        quarters: In order, each after the one before.
        context: The detectors, and what is known beside their answers.
    """
    every: list[Question] = []
    answers: list[Result] = []
    earlier: list[Question] = []
    kept: Kept = {}
    for quarter in quarters:
        results = evaluate(connection, str(quarter), context.detectors, kept)
        earlier = asked(results, context, earlier)
        kept = kept_baselines(results, earlier)
        every += earlier
        answers += results
    return Asked(every, answers)


def write(connection: duckdb.DuckDBPyConnection, found: Asked) -> None:
    """Replace the tables of the schema `detectors`, in one transaction.

    Raises:
        duckdb.Error: The warehouse cannot be written.
    """
    columns = [field.name for field in fields(Question)]
    questions = [[getattr(question, name) for name in columns] for question in found.questions]
    results = [
        [
            result.detector_id,
            result.quarter,
            result.team_id,
            result.window_name,
            result.n,
            result.is_testable,
            result.is_move,
            result.is_explained,
            result.asks,
        ]
        for result in one_a_team(found.results)
    ]
    connection.execute("begin")
    connection.execute(TABLES.read_text(encoding="utf-8"))
    for table, rows in (("signal_questions", questions), ("detector_results", results)):
        if rows:
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"insert into detectors.{table} values ({places})", rows)  # noqa: S608
    connection.execute("commit")


def one_a_team(results: Iterable[Result]) -> list[Result]:
    """One answer a detector, team and window: where several metrics answer, the clearest."""
    said: dict[tuple[str, str, str, str], Result] = {}
    for result in results:
        key = (result.detector_id, result.quarter, result.team_id, result.window_name)
        if key not in said or _weight(result) > _weight(said[key]):
            said[key] = result
    return list(said.values())


def _weight(result: Result) -> tuple[bool, bool, bool, int]:
    return result.asks, result.is_testable, result.is_move is True, result.n


def _decisions() -> dict[str, list[str]]:
    return {
        str(metric["metric_id"]): list(metric["eligible_decisions"])
        for metric in catalogue.metrics()
    }


def _resolutions(connection: duckdb.DuckDBPyConnection) -> dict[str, Resolution]:
    if not _exists(connection, "staging", "stg_file_drops__question_resolutions"):
        return {}
    rows = connection.execute(RESOLUTIONS).fetchall()
    return {row[0]: Resolution(*row) for row in rows}


def _exists(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> bool:
    found = connection.execute(
        "select 1 from information_schema.tables "
        "where table_catalog = 'warehouse' and table_schema = ? and table_name = ?",
        [schema, name],
    ).fetchone()
    return found is not None
