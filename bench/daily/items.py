"""Which item each second of a daily run belongs to.

Here: pure functions over what a run recorded. Not here: running (`playing.py`), reading what it
left (`recorded.py`), telling (`__main__.py`).

The wall time of the run is cut into pieces that do not overlap, so that they add up to it. Of what
dbt does with two threads, a moment in which any statement runs is the statement's; the rest is
dbt's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.daily.processors import between
from bench.daily.recorded import IMPORTS, Recorded, Span

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
        cpu_seconds: Of all processes meanwhile; None where that lies in the item after it.
    """

    name: str
    kind: str
    seconds: float
    cpu_seconds: float | None = None


@dataclass(frozen=True)
class Looked:
    """Makes items of spans of time.

    Attributes:
        looks: Processor time used by each moment.
    """

    looks: Sequence[tuple[float, float]]

    def piece(self, name: str, kind: str, over: Sequence[Span], *parts: float) -> Item:
        """An item of some spans, less the seconds of those parts that are items before it."""
        seconds = sum(end - start for start, end in over) - sum(parts)
        used = sum(between(self.looks, start, end) for start, end in over)
        return Item(name, kind, round(seconds, 2), round(used, 2))


def items(recorded: Recorded) -> list[Item]:
    """The items of a run, in their order; they add up to its wall time."""
    marks, calls = recorded.job["marks"], recorded.job["calls"]
    steps = spans(recorded.job["events"])
    in_order = sorted(steps.values())
    first, last = in_order[0][0], in_order[-1][1]
    gaps = [(before[1], after[0]) for before, after in pairwise(in_order)]
    reading = [span for name, span in steps.items() if name.startswith(READING)]
    own, dagster, loaded = (marks[name] for name in (IMPORTS[0], "dagster", IMPORTS[-1]))
    manifest, compaction, told = (
        round(calls.get(name, 0.0), 2) for name in ("manifest", "compact_source", "tell_after")
    )
    piece = Looked(recorded.looks).piece
    return [
        piece("Python and our own modules", BESIDE, [(recorded.started, own)]),
        piece("importing Dagster", BESIDE, [(own, dagster)]),
        Item("reading dbt's manifest", BESIDE, manifest),
        piece("loading definitions", BESIDE, [(dagster, loaded)], manifest),
        piece("planning the run", BESIDE, [(loaded, first)]),
        Item("compaction", BESIDE, compaction),
        piece("extraction", EXTRACTION, reading, compaction),
        *of_dbt(steps[DBT_STEP], recorded),
        *(
            piece(NAMES.get(name, name), BESIDE, [span])
            for name, span in steps.items()
            if name != DBT_STEP and not name.startswith(READING)
        ),
        piece("Dagster between steps", BESIDE, gaps),
        Item("alerts", BESIDE, told),
        piece("ending the run", BESIDE, [(last, recorded.ended)], told),
    ]


def of_dbt(step: Span, recorded: Recorded) -> list[Item]:
    """The items of dbt's step."""
    dbt, piece = recorded.dbt, Looked(recorded.looks).piece
    first, last = dbt.nodes
    read, statements = dbt.parsed or first, round(dbt.in_statements, 2)
    return [
        piece("dbt: starting and reading the project", BESIDE, [(step[0], read)]),
        piece("dbt: registering what landed", BESIDE, [(read, first)]),
        Item("dbt: statements", SQL, statements),
        piece("dbt: between statements", BESIDE, [dbt.nodes], statements),
        piece("dbt: ending", BESIDE, [(last, step[1])]),
    ]


def spans(events: Sequence[Sequence[Any]]) -> dict[str, Span]:
    """When each step began and ended."""
    begun = {step: when for kind, step, when in events if kind == STARTED}
    over = {step: when for kind, step, when in events if kind in ENDED}
    return {step: (begun[step], over[step]) for step in begun if step in over}


def total(found: Sequence[Item], kind: str) -> float:
    """Seconds of all items of a kind."""
    return round(sum(item.seconds for item in found if item.kind == kind), 2)
