"""One extraction of Jira: the site, then its projects side by side, then what was deleted.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from extract.core.common_streams import EXTRACTION_LOG
from extract.core.errors import (
    ExtractError,
    LandingError,
    NotFoundError,
    RecordError,
    UnavailableError,
    VisibilityError,
)
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.parallel import in_order
from extract.core.scope_log import ScopeLog
from extract.core.source import RunRequest, RunResult
from extract.core.vanished import vanished
from extract.sources.jira.client import JiraClient
from extract.sources.jira.landing_issues import IssueLanding
from extract.sources.jira.project import ProjectReader
from extract.sources.jira.search import CloudSearch, DataCenterSearch, Search
from extract.sources.jira.settings import LANES, JiraSettings
from extract.sources.jira.site import SiteRun, attempt
from extract.sources.jira.state import ProjectState
from extract.sources.jira.streams import ISSUES, PROJECT_STREAMS, PROJECTS

_AT_ONCE = 100
"""Issues that one query names."""


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract Jira into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = JiraSettings.from_environment()
    http = HttpClient(settings.tool(), landing.clock, request.progress, request.patience)
    return Extraction(JiraClient(settings, http), landing, settings, request).run()


class Extraction:
    """One extraction of one site.

    Args:
        client: Asks Jira.
        landing: Takes the rows.
        settings: What to read.
        request: How far back, and where to show progress.
    """

    def __init__(
        self, client: JiraClient, landing: Landing, settings: JiraSettings, request: RunRequest
    ) -> None:
        self._client = client
        self._landing = landing
        self._settings = settings
        self._request = request
        self._site = SiteRun(client, landing, settings, request)
        self._logs: dict[str, ScopeLog] = {}
        self._problems: list[str] = []
        self._failures: set[str] = set()
        self._counted: dict[str, int] = {}
        self._unavailable = 0

    def run(self) -> RunResult:
        """Read everything; return what was done and what could not be read."""
        try:
            self._site.run()
        except ExtractError as error:
            for key in self._known_projects():
                self._log(key).failed(PROJECT_STREAMS, error)
            self._write(error)
            raise
        self._problems += self._site.problems
        self._issues = IssueLanding(self._landing, self._site.fields)
        self._miss(self._site.hidden)
        readers = [self._reader(key) for key in self._site.projects]
        try:
            self._read(readers)
            self._compare([reader for reader in readers if reader.finished and reader.thorough])
        except ExtractError as error:
            for reader in readers:
                if not reader.finished:
                    self._logs[reader.key].failed(PROJECT_STREAMS, error)
                    self._failures.add(reader.key)
            self._note_read(readers)
            self._write(error)
            raise
        self._write(states=self._note_read(readers))
        return RunResult(self._client.request_count, self._landing.records_landed(), self._problems)

    def _known_projects(self) -> list[str]:
        rows = self._landing.landed.live_rows(PROJECTS, columns=("project_key",)).values()
        wanted = self._settings.projects
        return sorted(
            row["project_key"] for row in rows if not wanted or row["project_key"] in wanted
        )

    def _log(self, key: str) -> ScopeLog:
        if key not in self._logs:
            self._logs[key] = ScopeLog(self._landing, lambda: self._client.request_count, key)
        return self._logs[key]

    def _reader(self, key: str) -> ProjectReader:
        state = ProjectState.from_json(self._landing.read_state(key), self._request.since)
        thorough = state.is_thorough_due(self._landing.clock.now())
        self._log(key)
        return ProjectReader(self._search(), key, state, self._site.zone, thorough=thorough)

    def _search(self) -> Search:
        kind = CloudSearch if self._client.is_cloud else DataCenterSearch
        return kind(self._client, self._site.fields)

    def _read(self, readers: list[ProjectReader]) -> None:
        """Read a chunk of every project, and again, until all are at their ends."""
        active = readers
        while active:
            self._request.progress.describe(", ".join(reader.key for reader in active[:LANES]))
            for reader, chunk in in_order(lambda r: attempt(r.next_chunk), active, LANES):
                if isinstance(chunk, ExtractError):
                    self._failed(reader, chunk)
                else:
                    self._unavailable = 0
                    self._issues.land(reader, chunk)
            active = [r for r in active if r.key not in self._failures and not r.finished]

    def _compare(self, readers: list[ProjectReader]) -> None:
        """Compare all that the projects have with all that is landed of them.

        Only now, because an issue that was moved is landed under its new project before its old
        one is asked for it.
        """
        for reader, listed in in_order(lambda r: attempt(r.all_ids), readers, LANES):
            settled = listed
            if not isinstance(listed, ExtractError):
                settled = attempt(partial(self._settle, reader, listed))
            if isinstance(settled, ExtractError):
                self._failed(reader, settled)

    def _settle(self, reader: ProjectReader, listed: set[int]) -> None:
        known = self._landing.known_keys(ISSUES, reader.key)
        gone = vanished(known, listed, self._request)
        if gone:
            # While pages were read, a deletion may have moved a living issue past us.
            gone -= reader.all_ids()
            self._issues.bury(reader.key, gone)
        missing = sorted(listed - known) if reader.state.since is None else []
        for start in range(0, len(missing), _AT_ONCE):
            chunk = reader.these(missing[start : start + _AT_ONCE])
            batch = self._issues.batch(reader.key, chunk)
            self._landing.commit(batch.take(), scope=reader.key)
        reader.state.thorough_at = self._landing.clock.now().isoformat()
        if reader.state.since is None:
            self._counted[reader.key] = len(listed)

    def _note_read(self, readers: list[ProjectReader]) -> dict[str, dict[str, Any]]:
        """Note what was read to its end; return the states that say so."""
        states = {}
        for reader in readers:
            if reader.key not in self._failures:
                since = reader.state.since
                for stream in PROJECT_STREAMS:
                    expected = self._counted.get(reader.key) if stream is ISSUES else None
                    self._logs[reader.key].read(
                        stream, expected, f"since {since}" if since else None
                    )
                states[reader.key] = reader.state.as_json()
        return states

    def _write(
        self,
        error: ExtractError | None = None,
        states: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Land how everything went at once, for a commit takes a while.

        Args:
            error: What ended the run; if it is the landing itself, there is nothing to write to.
            states: What to remember of the projects.
        """
        if not isinstance(error, LandingError):
            logs = (self._site.log, *self._logs.values())
            rows = [row for log in logs for row in log.rows()]
            self._landing.commit({EXTRACTION_LOG.name: rows}, states)

    def _failed(self, reader: ProjectReader, error: ExtractError) -> None:
        self._logs[reader.key].failed(PROJECT_STREAMS, error)
        self._failures.add(reader.key)
        self._problems.append(_explained(reader.key, error))
        self._unavailable += isinstance(error, UnavailableError)
        if self._unavailable > 1:
            raise error

    def _miss(self, hidden: list[str]) -> None:
        """Say of projects that are not listed any more what that means, and bury them if asked."""
        for key in hidden:
            log = self._log(key)
            if self._request.accept_deletions:
                self._issues.bury(key, self._landing.known_keys(ISSUES, key))
                # Should it come back, all of it is read again.
                self._landing.commit({}, {key: {}})
                for stream in PROJECT_STREAMS:
                    log.read(stream, 0, "the project is no longer listed; taken for deleted")
            else:
                error = VisibilityError(
                    f"Jira no longer lists the project {key}; what is landed of it is kept. If it "
                    "was deleted, run the source once with --accept-deletions; otherwise give the "
                    "account the permission Browse Projects."
                )
                log.failed(PROJECT_STREAMS, error)
                self._problems.append(str(error))


def _explained(key: str, error: ExtractError) -> str:
    if isinstance(error, NotFoundError):
        return (
            f"Jira does not know the project {key}, or the account may not browse it; correct "
            "JIRA_PROJECTS or the account's permissions."
        )
    if isinstance(error, RecordError):
        return (
            f"{key}: Jira's answer is malformed ({error}); nothing of it was used. Run again; if "
            "it stays so, this version of Jira is not supported."
        )
    return f"{key}: {error}"
