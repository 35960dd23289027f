"""What there is to tell of what is published: gates, questions, audits.

Here: reading published files and making alerts. Not here: what was told before (`kept.py`), runs
(`troubles.py`).

A channel of the whole organisation reads of a question how many teams are asked, never which: what
the question itself says goes to that team alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from expectations.audit.period import Quarter
from expectations.files import literal
from orchestration.alerts.alert import (
    AUDIT,
    CLOSED,
    ENGINEERS,
    LEADERS,
    OPENED,
    QUESTION,
    Alert,
    named,
    plain,
    team,
)
from orchestration.publication.publish import Publication

SQL = Path(__file__).parent / "sql"
AS_OF = "select max(as_of) from published.marts.fct_team_metrics"
FINAL_AFTER = timedelta(days=36)
SHOWN_METRICS = 6


@dataclass(frozen=True)
class Published:
    """What readers have now, as far as alerts are concerned.

    Attributes:
        as_of: Of when it is; None where nothing is published.
        alerts: What there is to tell of it.
        teams: The id of every team by its id and by its name, in lower case.
    """

    as_of: datetime | None = None
    alerts: tuple[Alert, ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict)


def published(home: Path) -> Published:
    """Everything there is to tell of what is published in a data root.

    Raises:
        duckdb.Error: A published file cannot be read.
    """
    publication = Publication(home)
    if not publication.leadership.exists() or not publication.audit.exists():
        return Published()
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(publication.leadership)} as published (read_only)")
        connection.execute(f"attach {literal(publication.audit)} as trail (read_only)")
        as_of = connection.execute(AS_OF).fetchall()[0][0]
        teams = connection.execute("select team_id, team_name from published.marts.dim_teams")
        return Published(
            as_of,
            (
                *_closed(_rows(connection, "gates")),
                *_questions(_rows(connection, "questions")),
                *_to_teams(_rows(connection, "team_questions")),
                *(_audits(connection, as_of) if as_of else ()),
            ),
            {name.lower(): row[0] for row in teams.fetchall() for name in row if name},
        )


def opened(closed: Alert, as_of: datetime) -> Alert:
    """The alert that a gate which was told closed is open again."""
    subject = closed.facts["subject"]
    return Alert(
        named(OPENED, closed.alert_id),
        OPENED,
        ENGINEERS,
        f"{subject} can be trusted again",
        f"It could not since {closed.facts['since']}; seen with the publication of "
        f"{as_of:%Y-%m-%d %H:%M} UTC.",
    )


def _rows(
    connection: duckdb.DuckDBPyConnection, name: str, parameters: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    query = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    return connection.execute(query, list(parameters)).fetchall()


def _closed(rows: Sequence[tuple[Any, ...]]) -> Iterator[Alert]:
    for source, stream, since, status, checks, metrics, reason in rows:
        subject = f"{source} {stream}"
        day = f"{since:%Y-%m-%d %H:%M} UTC"
        guards = ", ".join(sorted(set(checks)))
        said = f"Closed since {day} by {guards} ({status.replace('_', ' ')})."
        yield Alert(
            named(CLOSED, source, stream, since.isoformat()),
            CLOSED,
            ENGINEERS,
            f"{subject} cannot be trusted",
            f"{said} {_concerned(sorted(metrics))} The last good values stay, with their dates.",
            plain(f"Found: {reason}"),
            {"subject": subject, "since": day},
        )


def _concerned(metrics: Sequence[str]) -> str:
    if not metrics:
        return "No metric needs it."
    more = len(metrics) - SHOWN_METRICS
    shown = ", ".join(metrics[:SHOWN_METRICS]) + (f" and {more} more" if more > 0 else "")
    return f"It concerns {shown}."


def _questions(rows: Sequence[tuple[Any, ...]]) -> Iterator[Alert]:
    for detector_id, quarter, signal, benign, findings in rows:
        count = len(findings)
        asked = "one team is" if count == 1 else f"{count} teams are"
        yield Alert(
            named(QUESTION, detector_id, quarter, *findings),
            QUESTION,
            LEADERS,
            f"The {signal} signal may no longer mean what it did",
            f"For {quarter} {asked} asked ({detector_id}, docs/detectors.md) whether one of these "
            f"happened: {'; '.join(benign)}. Nothing is blocked, and a team answers for itself: "
            "what was seen is in audit.duckdb, table signal_questions.",
            parts=tuple(findings),
        )


def _to_teams(rows: Sequence[tuple[Any, ...]]) -> Iterator[Alert]:
    for finding_id, team_id, quarter, signal, text in rows:
        yield Alert(
            named(QUESTION, finding_id),
            QUESTION,
            team(team_id),
            f"A question about the {signal} signal of {quarter}",
            "Answer it in inputs/question_resolutions.csv "
            f"(finding_id {finding_id}, docs/detectors.md).",
            plain(text),
        )


def _audits(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> Iterator[Alert]:
    # The last day lies 36 days back, so the first day of the next quarter 35.
    quarter = Quarter.of((as_of - FINAL_AFTER + timedelta(days=1)).date()).previous
    for (name,) in _rows(connection, "unaudited", [quarter.start, quarter.name]):
        yield Alert(
            named(AUDIT, name),
            AUDIT,
            LEADERS,
            f"The audit of {name} is due",
            f"{name} ended {FINAL_AFTER.days} days ago or more, so its numbers are final, and it "
            f"was not audited. What to do: make audit QUARTER={name} (docs/audit.md).",
        )
    for audit_id, metric_id, action, due, suspends in _rows(connection, "overdue", [as_of.date()]):
        yield Alert(
            named(AUDIT, audit_id, metric_id, action),
            AUDIT,
            LEADERS,
            f"{metric_id}: an answer to audit {audit_id} is overdue",
            f"'{action}' was proposed, to be answered by {due}."
            + (" Unanswered, the metric is suspended." if suspends else "")
            + " What to do: add a row to inputs/audit_actions.csv (docs/audit.md).",
        )
