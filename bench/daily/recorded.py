"""What a run leaves of its times: our own marks, Dagster's events, dbt's results and log.

Here: reading them into one record. Not here: which item a second belongs to (`items.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

IMPORTS = (
    "orchestration.daily",
    "dagster",
    "dagster_dbt",
    "orchestration.dbt_command",
    "orchestration.defs.resources",
    "orchestration.definitions",
)
"""In the order in which the daily job would import them."""

Span = tuple[float, float]


@dataclass(frozen=True)
class Dbt:
    """One invocation of dbt, in seconds since 1970.

    Attributes:
        nodes: From the first node's start to the last one's end.
        parsed: When the project was read; `None` where the log does not say.
        in_statements: Seconds of that time in which at least one statement ran; 0 where the log
            holds no statements.
        number_of_nodes: Models, tests and the like.
        number_of_statements: Of all nodes.
    """

    nodes: Span
    parsed: float | None
    in_statements: float
    number_of_nodes: int
    number_of_statements: int


@dataclass(frozen=True)
class Recorded:
    """What one run left of its times.

    Attributes:
        started: When its process was started, in seconds since 1970.
        ended: When it was gone.
        cpu_seconds: Of all its processes.
        job: What `bench.daily.run` wrote.
        dbt: What dbt left.
        looks: Processor time used by each moment.
    """

    started: float
    ended: float
    cpu_seconds: float
    job: Mapping[str, Any]
    dbt: Dbt
    looks: Sequence[tuple[float, float]] = ()


def of_dbt(target: Path, logs: Path) -> Dbt:
    """What the last invocation left in its target folder and in that of its logs."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))
    times = [
        (_seconds(timing["started_at"]), _seconds(timing["completed_at"]))
        for result in results["results"]
        for timing in result["timing"]
        if timing["started_at"] and timing["completed_at"]
    ]
    nodes = min(start for start, _ in times), max(end for _, end in times)
    events = list(_events(logs, results["metadata"]["invocation_id"]))
    parsed = [
        _seconds(event["info"]["ts"]) for event in events if event["info"]["name"] == "FoundStats"
    ]
    ended = [
        (_seconds(event["info"]["ts"]), float(event["data"]["elapsed"]))
        for event in events
        if event["info"]["name"] == "SQLQueryStatus"
    ]
    statements = [(end - took, end) for end, took in ended]
    return Dbt(
        nodes,
        parsed[0] if parsed else None,
        together(statements, nodes),
        len(results["results"]),
        len(statements),
    )


def _events(logs: Path, invocation: str) -> Iterator[dict[str, Any]]:
    """The events of an invocation in dbt's log and the parts it was cut into."""
    for file in sorted(logs.glob("dbt.log*")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if invocation in line and line.startswith("{"):
                    yield json.loads(line)


def _seconds(stamp: str) -> float:
    moment = datetime.fromisoformat(stamp)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def together(spans: Iterable[Span], within: Span) -> float:
    """Seconds in which at least one of the spans ran, within a span."""
    total, reached = 0.0, within[0]
    for start, end in sorted(spans):
        begin, stop = max(start, reached), min(end, within[1])
        if stop > begin:
            total += stop - begin
            reached = stop
    return total
