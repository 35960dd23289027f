"""Which item each second of a daily run belongs to.

Here: pure functions over what a run recorded. Not here: running (`playing.py`), reading what it
left (`recorded.py`), telling (`__main__.py`).

The wall time of the run is cut into pieces that do not overlap, so that they add up to it. Of what
dbt does with two threads, a moment in which any statement runs is the statement's; the rest is
dbt's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.daily.recorded import Dbt, Span

EXTRACTION, SQL, BESIDE = "extraction", "SQL", "beside both"
STARTED, ENDED = "STEP_START", ("STEP_SUCCESS", "STEP_FAILURE")
DBT_STEP = "dbt"
READING = "extract_"
NAMES = {"publish": "publication", "published__site": "site"}
"""Of steps, where theirs is not what a reader would look for."""


@dataclass(frozen=True)
class Item:
    """A piece of the wall time of a run.

    Attributes:
        name: What was done.
        kind: Whether it is extraction, SQL of models and tests, or beside both.
        seconds: How long.
    """

    name: str
    kind: str
    seconds: float


def items(started: float, ended: float, job: Mapping[str, Any], dbt: Dbt) -> list[Item]:
    """The items of a run, in their order; they add up to its wall time.

    Args:
        started: When its process was started, in seconds since 1970.
        ended: When it was gone.
        job: What `bench.daily.run` wrote.
        dbt: What dbt left.
    """
    marks, calls = job["marks"], job["calls"]
    steps = spans(job["events"])
    first = min(start for start, _ in steps.values())
    last = max(end for _, end in steps.values())
    compaction = calls.get("compact_source", 0.0)
    told = calls.get("tell_after", 0.0)
    loading = marks["orchestration.definitions"] - marks["dagster_dbt"]
    reading = sum(end - start for name, (start, end) in steps.items() if name.startswith(READING))
    found = [
        Item("Python and our own modules", BESIDE, marks["orchestration.daily"] - started),
        Item("importing Dagster", BESIDE, marks["dagster"] - marks["orchestration.daily"]),
        Item("importing dagster-dbt", BESIDE, marks["dagster_dbt"] - marks["dagster"]),
        Item("reading dbt's manifest", BESIDE, calls.get("manifest", 0.0)),
        Item("loading definitions", BESIDE, loading - calls.get("manifest", 0.0)),
        Item("planning the run", BESIDE, first - marks["orchestration.definitions"]),
        Item("compaction", BESIDE, compaction),
        Item("extraction", EXTRACTION, reading - compaction),
        *of_dbt(steps[DBT_STEP], dbt),
        *(
            Item(NAMES.get(name, name), BESIDE, end - start)
            for name, (start, end) in steps.items()
            if name != DBT_STEP and not name.startswith(READING)
        ),
        Item(
            "Dagster between steps",
            BESIDE,
            last - first - sum(end - start for start, end in steps.values()),
        ),
        Item("alerts", BESIDE, told),
        Item("ending the run", BESIDE, ended - last - told),
    ]
    return [Item(item.name, item.kind, round(item.seconds, 2)) for item in found]


def of_dbt(step: Span, dbt: Dbt) -> list[Item]:
    """The items of dbt's step."""
    first, last = dbt.nodes
    read = dbt.parsed or first
    return [
        Item("dbt: starting and reading the project", BESIDE, read - step[0]),
        Item("dbt: registering what landed", BESIDE, first - read),
        Item("dbt: statements", SQL, dbt.in_statements),
        Item("dbt: between statements", BESIDE, last - first - dbt.in_statements),
        Item("dbt: ending", BESIDE, step[1] - last),
    ]


def spans(events: Sequence[Sequence[Any]]) -> dict[str, Span]:
    """When each step began and ended."""
    begun = {step: when for kind, step, when in events if kind == STARTED}
    over = {step: when for kind, step, when in events if kind in ENDED}
    return {step: (begun[step], over[step]) for step in begun if step in over}


def total(found: Sequence[Item], kind: str) -> float:
    """Seconds of all items of a kind."""
    return round(sum(item.seconds for item in found if item.kind == kind), 2)
