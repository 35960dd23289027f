"""Turns verdicts into gates: what is closed, for which source and metric, and why.

Belongs here: the rows of `gates.gate_results` and the writing of them.
Does not belong here: judging (runner.py), and what a closed gate does to a published number
(orchestration/publication).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from expectations.guard import Severity, Verdict
from expectations.suites.signals import MEASURE_STATUSES, WARNING_MEASURES

COLUMNS = {
    "guard": "varchar",
    "expectation": "varchar",
    "check_id": "varchar",
    "source": "varchar",
    "stream": "varchar",
    "metric_id": "varchar",
    "scope": "varchar",
    "passed": "boolean",
    "severity": "varchar",
    "status_when_failed": "varchar",
    "statistic": "double",
    "threshold": "double",
    "detail": "varchar",
    "as_of": "timestamp",
}


def gate_rows(verdicts: Iterable[Verdict], as_of: datetime) -> list[dict[str, Any]]:
    """Write each verdict as rows: one if it passed, one for every broken signal if it did not.

    Args:
        verdicts: What the runner found.
        as_of: The build that was judged, in UTC.

    Returns:
        Rows with the keys of COLUMNS.
    """
    naive = as_of.astimezone(UTC).replace(tzinfo=None)
    return [
        {**dict.fromkeys(COLUMNS), **row, "as_of": naive}
        for verdict in verdicts
        for row in _rows(verdict)
    ]


def write(warehouse: Path, rows: list[dict[str, Any]]) -> None:
    """Replace the gates of the last run by these, in one transaction."""
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    places = ", ".join("?" for _ in COLUMNS)
    with duckdb.connect(warehouse) as connection:
        connection.execute("begin")
        connection.execute("create schema if not exists gates")
        connection.execute(f"create or replace table gates.gate_results ({columns})")
        if rows:
            connection.executemany(
                f"insert into gates.gate_results values ({places})",  # noqa: S608 - only places
                [list(row.values()) for row in rows],
            )
        connection.execute("commit")


def judged_build(warehouse: Path) -> datetime:
    """The instant of the build in the warehouse, in UTC.

    Raises:
        LookupError: Nothing has been built.
    """
    with duckdb.connect(warehouse, read_only=True) as connection:
        found = connection.execute("select max(as_of) from marts.fct_team_metrics").fetchone()
    if found is None or found[0] is None:
        raise LookupError("marts.fct_team_metrics is empty: extract and build before judging.")
    instant: datetime = found[0]
    return instant.replace(tzinfo=UTC)


def _rows(verdict: Verdict) -> list[dict[str, Any]]:
    guard = verdict.guard
    common = {
        "guard": guard.name,
        "expectation": verdict.expectation.title,
        "source": guard.source,
        "stream": guard.stream,
        "passed": verdict.passed,
        "severity": guard.severity,
        "status_when_failed": guard.status_when_failed,
        "detail": verdict.detail,
    }
    if verdict.passed or not guard.is_signal or not verdict.failing_rows:
        return [common]
    return [{**common, **_signal(row, guard.severity)} for row in verdict.failing_rows]


def _signal(row: dict[str, Any], severity: Severity) -> dict[str, Any]:
    kept = ("check_id", "source", "stream", "metric_id", "scope", "statistic", "threshold")
    measure = _text(row.get("measure"))
    status = MEASURE_STATUSES.get(measure or "")
    found: dict[str, Any] = {
        key: row[key] if key in ("statistic", "threshold") else _text(row.get(key)) for key in kept
    }
    found["detail"] = ": ".join(part for part in (measure, _text(row.get("detail"))) if part)
    found["severity"] = "warn" if measure in WARNING_MEASURES else severity
    return {**found, "status_when_failed": status} if status else found


def _text(value: Any) -> str | None:
    """A cell of a DataFrame as text; the many spellings of nothing as None."""
    return value if isinstance(value, str) else None
