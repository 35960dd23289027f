"""One extraction of GitHub: the organisation, then each repository.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE
from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    LandingError,
    NotFoundError,
    PermissionDeniedError,
    RecordError,
    SettingsError,
    UnavailableError,
    WaitBudgetError,
)
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.source import RunRequest, RunResult, Stream
from extract.sources.github import reconcile, rest_lists, sweep
from extract.sources.github.client import GithubClient
from extract.sources.github.log import ScopeLog
from extract.sources.github.organisation import OrganisationRun
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.settings import GithubSettings
from extract.sources.github.state import RepositoryState
from extract.sources.github.streams import (
    GRAPHQL_STREAMS,
    ORGANISATION_SCOPE,
    PUSHES,
    REPOSITORIES,
    TEAM_MEMBERS,
    TEAMS,
    WORKFLOW_JOBS,
    WORKFLOW_RUNS,
)
from extract.sources.github.swept_lists import LISTS

logger = logging.getLogger(__name__)

_STOPPING = (AuthenticationError, SettingsError, WaitBudgetError, LandingError)
"""Failures after which no other repository would fare better."""


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract GitHub into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = GithubSettings.from_environment()
    http = HttpClient(settings.tool(), landing.clock, request.progress)
    extraction = Extraction(GithubClient(settings, http), landing, settings, request)
    return extraction.run()


class Extraction:
    """One extraction of one organisation.

    Args:
        client: Asks GitHub.
        landing: Takes the rows.
        settings: What to read.
        request: How far back, and where to show progress.
    """

    def __init__(
        self,
        client: GithubClient,
        landing: Landing,
        settings: GithubSettings,
        request: RunRequest,
    ) -> None:
        self._client = client
        self._landing = landing
        self._settings = settings
        self._request = request
        self._problems: list[str] = []
        self._page_size: dict[str, Any] = {}

    def run(self) -> RunResult:
        """Read everything; return what was done and what could not be read."""
        unavailable = 0
        for repository in self._organisation():
            self._request.progress.describe(repository)
            try:
                self._repository(repository)
                unavailable = 0
            except _STOPPING:
                raise
            except ExtractError as error:
                self._problems.append(self._explained(repository, error))
                unavailable += isinstance(error, UnavailableError)
                if unavailable > 1:
                    raise
        rows: dict[str, int] = {}
        for (stream, _), count in self._landing.landed_rows.items():
            if stream not in (EXTRACTION_LOG.name, EXTRACTION_STATE.name):
                rows[stream] = rows.get(stream, 0) + count
        return RunResult(self._client.request_count, rows, self._problems)

    def _organisation(self) -> tuple[str, ...]:
        """Read the organisation; return the repositories to read."""
        organisation = OrganisationRun(self._client, self._landing, self._settings)
        log = ScopeLog(self._landing, self._client, ORGANISATION_SCOPE)
        names = self._settings.repositories
        try:
            teams_are_readable = self._read_organisation(organisation, log)
            if not names:
                names = tuple(organisation.land_repositories())
                log.read(REPOSITORIES, organisation.totals["repositories"], None)
            if teams_are_readable:
                organisation.land_teams()
                log.read(TEAMS, organisation.totals["teams"], None)
                log.read(TEAM_MEMBERS, None, None)
        except ExtractError as error:
            log.failed((REPOSITORIES, TEAMS, TEAM_MEMBERS), error)
            log.write_after(error)
            raise self._unreadable_organisation(error) from error
        for vanished in organisation.vanished:
            log.vanished(vanished)
        log.write()
        return names

    def _read_organisation(self, organisation: OrganisationRun, log: ScopeLog) -> bool:
        """Read the organisation's lists; return whether the teams were among them.

        Without the scope read:org everything but the teams can still be read; the log tells.
        """
        listing = not self._settings.repositories
        try:
            organisation.read(repositories=listing, teams=True)
        except PermissionDeniedError as error:
            organisation.read(repositories=listing, teams=False)
            log.failed((TEAMS, TEAM_MEMBERS), error)
            self._problems.append(f"The teams of {self._settings.organisation}: {error}")
            return False
        return True

    def _repository(self, repository: str) -> None:
        stored = self._landing.read_state(repository)
        state = RepositoryState.from_json(stored, self._request.since)
        state.page_size = state.page_size or self._page_size
        run = RepositoryRun(self._client, self._landing, repository, state)
        log = ScopeLog(self._landing, self._client, repository)
        now = self._landing.clock.now()
        thorough = state.is_thorough_due(now)
        try:
            _read_graphql(run, thorough=thorough)
            log.read_all(GRAPHQL_STREAMS, run)
            self._rest(run, log, thorough=thorough)
            state.thorough_at = now.isoformat() if thorough else state.thorough_at
            run.commit()
        except ExtractError as error:
            if isinstance(error, NotFoundError) and self._settings.repositories and not stored:
                # A misspelt name must not become a scope that is missed from then on.
                raise SettingsError(self._explained(repository, error)) from error
            log.failed((*GRAPHQL_STREAMS, PUSHES, WORKFLOW_RUNS, WORKFLOW_JOBS), error)
            log.write_after(error)
            raise
        log.write()
        self._page_size = state.page_size

    def _rest(self, run: RepositoryRun, log: ScopeLog, *, thorough: bool) -> None:
        """Read the REST lists; one that the token may not read does not stop the others."""
        steps: tuple[tuple[Stream, Callable[[], None]], ...] = (
            (PUSHES, lambda: rest_lists.read_pushes(run, thorough=thorough)),
            (WORKFLOW_RUNS, lambda: rest_lists.read_workflow_runs(run, thorough=thorough)),
            (WORKFLOW_JOBS, lambda: rest_lists.read_jobs(run)),
        )
        for stream, step in steps:
            try:
                step()
            except (PermissionDeniedError, NotFoundError) as error:
                log.failed((stream,), error)
                self._problems.append(f"{run.repository}, {stream.name}: {error}")
            else:
                waiting = len(run.state.pending_jobs) if stream is WORKFLOW_JOBS else 0
                log.read(
                    stream,
                    None if run.state.since else run.totals.get(stream.name),
                    f"the jobs of {waiting} workflow runs wait for later runs" if waiting else None,
                    status="partial" if waiting else "complete",
                )

    def _explained(self, repository: str, error: ExtractError) -> str:
        if isinstance(error, NotFoundError):
            where = "GITHUB_REPOSITORIES names" if self._settings.repositories else "There is"
            return (
                f"{where} {repository}, which GitHub does not know or the token cannot see; "
                "correct the name or the token's access."
            )
        if isinstance(error, RecordError):
            return (
                f"{repository}: GitHub's answer is malformed ({error}); nothing of it was used. "
                "Run again; if it stays so, this version of GitHub is not supported."
            )
        return f"{repository}: {error}"

    def _unreadable_organisation(self, error: ExtractError) -> ExtractError:
        if isinstance(error, NotFoundError):
            return NotFoundError(
                f"GITHUB_ORGANISATION is {self._settings.organisation!r}, which GitHub does not "
                "know or the token cannot see; correct the login or the token's access."
            )
        return error


def _read_graphql(run: RepositoryRun, *, thorough: bool) -> None:
    had_been_read = all(run.state.of(swept.field).complete for swept in LISTS)
    again = sweep.read_first_time(run)
    if had_been_read:
        sweep.read_changes(run, thorough=thorough)
    elif again:
        # Time has passed since the part that an earlier run read.
        sweep.read_changes(run, thorough=False)
    reconcile.reconcile(run)
