"""What a source and a stream are: plain declarations that the landing and the registry read.

Belongs here: the dataclasses and the column types allowed. Does not belong here: any tool.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from extract.core.patience import Patience

if TYPE_CHECKING:
    from extract.core.landing import Landing
    from extract.core.progress import Progress

Row = dict[str, Any]
"""One record by column name. Instants are aware or naive-UTC datetimes, never text."""

TEXT = pa.string()
INTEGER = pa.int64()
REAL = pa.float64()
BOOLEAN = pa.bool_()
DAY = pa.date32()
INSTANT = pa.timestamp("us")
"""Microseconds in UTC, without a zone: DuckDB and Spark then read the same TIMESTAMP."""

LANDING_COLUMNS: Mapping[str, pa.DataType] = {
    "raw_json": TEXT,
    "is_deleted": BOOLEAN,
    "extracted_at": INSTANT,
}


@dataclass(frozen=True)
class Stream:
    """One kind of record a source lands.

    Attributes:
        name: Plural, in snake case; the folder in the landing and the table in dbt.
        key: The column that names a record for ever.
        columns: Every typed column in order, the key first; the landing columns are added.
        scope_column: The column that says which scope (a repository) a record belongs to,
            or None where the whole source is one scope.
    """

    name: str
    key: str
    columns: Mapping[str, pa.DataType]
    scope_column: str | None = None

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema as landed: the typed columns, then the landing columns."""
        return pa.schema([*self.columns.items(), *LANDING_COLUMNS.items()])

    def tombstone(self, key: str | int) -> Row:
        """Return the row that says a record is gone; its other columns are null."""
        return {self.key: key, "is_deleted": True}


@dataclass(frozen=True)
class RunRequest:
    """What one run of a source is asked to do.

    Attributes:
        since: Leave out what was last updated before this instant (UTC); None reads everything.
        progress: Where to show how far the run is.
        patience: How long and how often to ask a tool again.
        accept_deletions: Believe that records are deleted, however many are no longer listed.
    """

    progress: Progress
    since: datetime | None = None
    patience: Patience = field(default_factory=Patience)
    accept_deletions: bool = False


@dataclass
class RunResult:
    """What one run of a source did.

    Attributes:
        request_count: Requests sent, retries included.
        landed_rows: Rows landed, by stream.
        problems: One line for each scope that could not be read completely.
    """

    request_count: int = 0
    landed_rows: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A tool (or the file drops) that records come from.

    Attributes:
        name: The same word everywhere: folder, dbt source, asset prefix, suite.
        streams: Every stream it can land, ``extraction_log`` and ``extraction_state`` included.
        run: Reads the tool and commits to the landing; raises ExtractError when nothing works.
        settings: The variables that connect the tool; empty for what is always read.
    """

    name: str
    streams: tuple[Stream, ...]
    run: Callable[[Landing, RunRequest], RunResult]
    settings: tuple[str, ...] = ()

    def is_connected(self, environment: Mapping[str, str]) -> bool:
        """Whether the organisation has set any of the variables that connect the tool."""
        return not self.settings or any(environment.get(name, "").strip() for name in self.settings)

    def stream(self, name: str) -> Stream:
        """Return a stream by name.

        Raises:
            KeyError: The source has no such stream.
        """
        return {stream.name: stream for stream in self.streams}[name]
