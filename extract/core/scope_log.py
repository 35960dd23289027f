"""Says of each stream how its extraction in one scope went.

Belongs here: collecting the entries of ``extraction_log``, counting, and landing them.
Does not belong here: deciding what to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from extract.core.common_streams import EXTRACTION_LOG, LogEntry
from extract.core.errors import ExtractError, LandingError
from extract.core.landing import Landing
from extract.core.source import Row, Stream

COMPLETE = "complete"
PARTIAL = "partial"
FAILED = "failed"
_ENTRIES = 100


class ScopeLog:
    """Collects the log entries of one scope and lands them.

    Args:
        landing: Takes the entries and counts the landed records.
        count_requests: Tells how many requests the run has sent so far.
        scope: A repository or the like; the name of the whole where a source has no parts.
    """

    def __init__(self, landing: Landing, count_requests: Callable[[], int], scope: str) -> None:
        self._landing = landing
        self._count_requests = count_requests
        self._scope = scope
        self._started_at: datetime = landing.clock.now()
        self._requests_before = count_requests()
        self._entries: dict[str, tuple[Stream, str, int | None, str | None, str | None]] = {}

    def read(
        self,
        stream: Stream,
        expected: int | None = None,
        detail: str | None = None,
        status: str = COMPLETE,
    ) -> None:
        """Note a stream that was read.

        Args:
            stream: Which.
            expected: How many live records the tool says there are, where it says so.
            detail: Why it was not read completely, or anything else to know.
            status: ``complete`` or ``partial``.
        """
        self._entries[stream.name] = (stream, status, expected, detail, None)

    def detail_of(self, stream: Stream) -> str | None:
        """Return what has been noted as the detail of a stream."""
        return self._entries[stream.name][3] if stream.name in self._entries else None

    def failed(self, streams: Iterable[Stream], error: ExtractError) -> None:
        """Note the streams that were not read because of an error; what was noted stays."""
        for stream in streams:
            if stream.name not in self._entries:
                self._entries[stream.name] = (stream, FAILED, None, str(error), error.kind)

    def write_after(self, error: ExtractError) -> None:
        """Land the entries although the scope failed, unless landing itself is what failed."""
        if not isinstance(error, LandingError):
            self.write()

    def write(self) -> None:
        """Land the entries."""
        self._landing.commit({EXTRACTION_LOG.name: self.rows()})

    def rows(self) -> list[Row]:
        """Return the entries as rows, counted now: a source of many scopes lands them together."""
        rows = []
        for stream, status, expected, detail, failure in self._entries.values():
            entry = LogEntry(
                stream=stream.name,
                scope=self._scope,
                run_id=self._landing.run_id,
                started_at=self._started_at,
                completed_at=self._landing.clock.now(),
                request_count=self._count_requests() - self._requests_before,
                landed_rows=self._landing.rows_landed(stream.name, self._scope),
                expected_count=expected,
                known_count=len(self._landing.known_keys(stream, self._scope)),
                status=status,
                detail=detail,
                failure=failure,
            )
            rows.append(entry.row())
        return rows


class LogBook:
    """Keeps the entries of many scopes and lands them together.

    A commit for each of hundreds of scopes would outlast the reading.

    Args:
        landing: Takes the entries.
        count_requests: Tells how many requests the run has sent so far.
    """

    def __init__(self, landing: Landing, count_requests: Callable[[], int]) -> None:
        self._landing = landing
        self._count_requests = count_requests
        self._rows: list[Row] = []

    def open(self, scope: str) -> ScopeLog:
        """Return the log of a scope that is begun."""
        return ScopeLog(self._landing, self._count_requests, scope)

    def note(self, log: ScopeLog) -> None:
        """Keep a scope's entries as they are now."""
        self._rows += log.rows()
        if len(self._rows) >= _ENTRIES:
            self.write()

    def write(self) -> None:
        """Land what is kept."""
        self._landing.commit({EXTRACTION_LOG.name: self._rows})
        self._rows = []

    def write_after(self, error: ExtractError) -> None:
        """Land what is kept although the run failed, unless landing itself is what failed."""
        if not isinstance(error, LandingError):
            self.write()
