"""From guards to gates: what each guard found, as rows that publication acts on.

Here: running a guard over a warehouse and writing `gates.gate_results`. Not here: rules
(`suites/`), Great Expectations (`runner.py`), running all of them (`judging.py`), what a gate does
to a number (`orchestration/publication`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.consequence import Consequence
from expectations.registry import Guard
from expectations.runner import Verdict, validate
from expectations.suite import Suite
from expectations.suites.signals import judges_rows

if TYPE_CHECKING:
    import pandas as pd

MOST_QUOTED = 5
SCOPE = "organisation"
AS_OF = "select max(as_of) from marts.fct_team_metrics"
CREATE = """
    create schema if not exists gates;
    create or replace table gates.gate_results (
        run_id varchar not null,
        as_of timestamp,
        check_id varchar not null,
        suite varchar not null,
        source varchar,
        stream varchar,
        metric_id varchar,
        scope varchar not null,
        passed boolean not null,
        severity varchar not null,
        status_when_failed varchar,
        statistic double,
        threshold double,
        detail varchar not null
    );
"""


@dataclass(frozen=True)
class Gate:
    """One row of `gates.gate_results`.

    Attributes:
        check_id: B1 to B11 for a broken signal, else the suite's name.
        suite: The suite that judged.
        source: The source it speaks of; None for published tables.
        stream: The stream it speaks of; None for the whole source.
        metric_id: The metric it speaks of; None for every metric that needs the stream.
        scope: A repository, a column, or `organisation`.
        passed: Whether the rule holds, or nothing can be said against it.
        severity: `block`, `degrade` or `warn`: what a failure does.
        status_when_failed: The status of the metrics that need the stream, where it degrades.
        statistic: What was measured: the signal's own, or how many rules are broken.
        threshold: The most that is allowed.
        detail: What was found, in one sentence.
    """

    check_id: str
    suite: str
    source: str | None
    stream: str | None
    metric_id: str | None
    scope: str
    passed: bool
    severity: str
    status_when_failed: str | None
    statistic: float | None
    threshold: float | None
    detail: str

    @property
    def blocks(self) -> bool:
        """Whether it stops the publication."""
        return not self.passed and self.severity == "block"

    @property
    def sentence(self) -> str:
        """What was found, with what it speaks of."""
        scope = None if self.scope == SCOPE else self.scope
        subject = " ".join(filter(None, (self.source, self.stream, self.metric_id, scope)))
        return f"{subject}: {self.detail}" if subject else self.detail


def judge(connection: duckdb.DuckDBPyConnection, guard: Guard) -> list[Gate]:
    """Run one guard over the warehouse.

    Returns:
        One gate for the suite, and for a signal table one for each of its rows. A guard whose
        relation cannot be read has found nothing good, so it fails as a whole.
    """
    suite = guard.suite()
    try:
        frame = connection.execute(guard.sql).df()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        return [_gate(guard, suite, f"the relation cannot be read: {reason}", 1)]
    verdicts = validate(frame, suite)
    by_row = [verdict for verdict in verdicts if guard.by_measure and _judges_rows(verdict)]
    broken = [verdict for verdict in verdicts if not verdict.is_met and verdict not in by_row]
    detail = "; ".join(_explained(guard, verdict, frame) for verdict in broken)
    whole = _gate(guard, suite, detail or "as expected", len(broken))
    return [whole, *(gate for verdict in by_row for gate in _rows(guard, suite, verdict, frame))]


def write(connection: duckdb.DuckDBPyConnection, gates: Sequence[Gate]) -> None:
    """Replace `gates.gate_results` by the gates of this run, in one transaction.

    Raises:
        duckdb.Error: The warehouse cannot be written.
    """
    row = connection.execute(AS_OF).fetchone()
    as_of: datetime | None = row[0] if row else None
    run_id = f"{as_of:%Y-%m-%dT%H:%M:%SZ}" if as_of else "unknown"
    names = [field.name for field in fields(Gate)]
    connection.execute("begin")
    connection.execute(CREATE)
    # A list a column: some thousand rows one after the other take a second.
    columns = [[run_id] * len(gates), [as_of] * len(gates)]
    columns += [[getattr(gate, name) for gate in gates] for name in names]
    connection.execute(
        f"insert into gates.gate_results select {', '.join(['unnest(?)'] * len(columns))}",
        columns,
    )
    connection.execute("commit")


def _judges_rows(verdict: Verdict) -> bool:
    return judges_rows(verdict.expectation) and verdict.problem is None


def _gate(guard: Guard, suite: Suite, detail: str, broken: int) -> Gate:
    return Gate(
        check_id=guard.check_id,
        suite=suite.name,
        source=guard.source,
        stream=guard.stream,
        metric_id=None,
        scope=SCOPE,
        passed=broken == 0,
        severity=guard.consequence.severity,
        status_when_failed=guard.consequence.status,
        statistic=float(broken),
        threshold=0.0,
        detail=detail,
    )


def _rows(guard: Guard, suite: Suite, verdict: Verdict, frame: pd.DataFrame) -> Iterator[Gate]:
    """One gate a row of a signal table."""
    failing = set(verdict.failing)
    for position, row in enumerate(
        frame.astype(object).where(frame.notna(), None).to_dict("records")
    ):
        consequence: Consequence = guard.by_measure.get(str(row["measure"]), guard.consequence)
        yield Gate(
            check_id=row["check_id"],
            suite=suite.name,
            source=row["source"],
            stream=row["stream"],
            metric_id=row["metric_id"],
            scope=row["scope"],
            passed=position not in failing,
            severity=consequence.severity,
            status_when_failed=consequence.status,
            statistic=row["statistic"],
            threshold=row["threshold"],
            detail=f"{str(row['measure']).replace('_', ' ')}: {row['detail']}",
        )


def _explained(guard: Guard, verdict: Verdict, frame: pd.DataFrame) -> str:
    """What a broken rule says, with how often, and the failing sentences themselves if quoted."""
    meaning = verdict.expectation.meaning
    if verdict.problem:
        return f"it cannot be judged whether {meaning}: {verdict.problem}"
    if guard.quotes:
        column = verdict.expectation.columns[0]
        quoted: list[Any] = frame[column].iloc[list(verdict.failing[:MOST_QUOTED])].tolist()
        return "; ".join(map(str, quoted))
    if not verdict.failing:
        return f"not true: {meaning}"
    return f"not true in {len(verdict.failing)} of {len(frame)} rows: {meaning}"
