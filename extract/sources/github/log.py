"""Says in ``extraction_log`` how each stream of one scope went.

Belongs here: collecting and landing the entries. Does not belong here: the extraction itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from extract.core.common_streams import EXTRACTION_LOG, LogEntry
from extract.core.errors import ExtractError, LandingError
from extract.core.landing import Landing
from extract.core.source import Stream
from extract.sources.github.client import GithubClient
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.streams import ORGANISATION_SCOPE, REPOSITORIES


class ScopeLog:
    """Collects the log entries of one scope and lands them.

    Args:
        landing: Takes the entries and counts the landed records.
        client: Counts the requests.
        scope: A repository, or ``organisation``.
    """

    def __init__(self, landing: Landing, client: GithubClient, scope: str) -> None:
        self._landing = landing
        self._client = client
        self._scope = scope
        self._started_at: datetime = landing.clock.now()
        self._requests_before = client.request_count
        self._entries: dict[str, tuple[str, int | None, str | None]] = {}
        self._streams: dict[str, Stream] = {}

    def read(
        self, stream: Stream, expected: int | None, detail: str | None, status: str = "complete"
    ) -> None:
        """Note a stream that was read."""
        self._streams[stream.name] = stream
        self._entries[stream.name] = (status, expected, detail)

    def read_all(self, streams: Iterable[Stream], run: RepositoryRun) -> None:
        """Note the streams of a repository's sweep."""
        for stream in streams:
            since = run.state.since
            expected = None if since else run.totals.get(stream.name)
            self.read(stream, expected, f"since {since}" if since else None)

    def vanished(self, repository: str) -> None:
        """Note a repository that the organisation's listing no longer has."""
        status, expected, detail = self._entries[REPOSITORIES.name]
        text = f"{detail}, {repository}" if detail else f"no longer listed: {repository}"
        self._entries[REPOSITORIES.name] = (status, expected, text)

    def failed(self, streams: Iterable[Stream], error: ExtractError) -> None:
        """Note the streams that were not read because of an error."""
        for stream in streams:
            if stream.name not in self._entries:
                self.read(stream, None, str(error), status="failed")

    def write_after(self, error: ExtractError) -> None:
        """Land the entries although the scope failed, unless landing itself is what failed."""
        if not isinstance(error, LandingError):
            self.write()

    def write(self) -> None:
        """Land the entries."""
        scope = None if self._scope == ORGANISATION_SCOPE else self._scope
        rows = []
        for name, (status, expected, detail) in self._entries.items():
            entry = LogEntry(
                stream=name,
                scope=self._scope,
                run_id=self._landing.run_id,
                started_at=self._started_at,
                completed_at=self._landing.clock.now(),
                request_count=self._client.request_count - self._requests_before,
                landed_rows=self._landing.rows_landed(name, self._scope),
                expected_count=expected,
                known_count=len(self._landing.known_keys(self._streams[name], scope)),
                status=status,
                detail=detail,
            )
            rows.append(entry.row())
        self._landing.commit({EXTRACTION_LOG.name: rows})
