"""Something broken about a source, as a change of what a morning's run has landed.

Here: what a breakage is, and what planters of all kinds share. Not here: the kinds
(`breakages_of_runs.py`, `breakages_of_rows.py`), who tells of them (`broken_signals.py`), breaking
tools over HTTP (`faults.py`).

The laboratory's transient faults leave nothing behind, so there is nothing of them to plant: its
rounds compare what is landed. What they leave when a run gives up is a failed, a partial or a
missing run.
"""

# ruff: noqa: S608 - every name is our own manifest's, and the database is in memory

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.replay import Replay
from bench.replay_streams import NO_RECORDS, Stream

ENOUGH = 100


@dataclass(frozen=True)
class Breakage:
    """One thing that is broken.

    Attributes:
        kind: What happened, in words of the laboratory.
        source: To which source.
        statements: SQL over the landed tables.
        tables: The tables it changes.
        is_alone: Other sources are whole while this one is broken.
        check_id: The check that alone can tell of it, if it needs many records to; else empty.
    """

    kind: str
    source: str
    statements: tuple[str, ...]
    tables: tuple[str, ...]
    is_alone: bool = False
    check_id: str = ""


class Planter:
    """Plants breakages in the morning of a replay.

    Args:
        replay: Of which a morning is landed.
        seed: For whatever there is to choose.
    """

    def __init__(self, replay: Replay, seed: int) -> None:
        self._replay = replay
        self._random = random.Random(seed)  # noqa: S311 - faults, not secrets
        self._read_at = replay.read_at
        self._sources = sorted({source for source, _ in replay.streams})

    @property
    def _kinds(self) -> Sequence[Callable[[str], Iterator[Breakage]]]:
        """What can be broken about one source."""
        raise NotImplementedError

    def all(self) -> Iterator[Breakage]:
        """Every kind, for every source that can have it."""
        for kind in self._kinds:
            for source in self._sources:
                yield from kind(source)

    def _records(self, source: str) -> list[Stream]:
        return [
            stream
            for (of, name), stream in sorted(self._replay.streams.items())
            if of == source and name not in NO_RECORDS
        ]

    def _count(self, stream: Stream, condition: str = "true") -> int:
        ((count,),) = self._query(f"select count(*) from {stream.table} where {condition}")
        return int(count)

    def _query(self, sql: str) -> list[tuple[str, ...]]:
        return self._replay.connection.execute(sql).fetchall()
