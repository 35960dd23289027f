"""One extraction of GitHub: the organisation, then each repository.

Belongs here: the order of scopes, and what a failure stops. Does not belong here: the steps within
one (``organisation.py``, ``steps.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from extract.core.common_streams import EXTRACTION_LOG
from extract.core.errors import (
    ExtractError,
    LandingError,
    NotFoundError,
    PermissionDeniedError,
    RecordError,
    SettingsError,
)
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.scope_log import ScopeLog
from extract.core.scopes import read_scopes
from extract.core.source import Row, RunRequest, RunResult
from extract.sources.github.ahead import prepared
from extract.sources.github.client import GithubClient
from extract.sources.github.organisation import OrganisationRun
from extract.sources.github.page_size import PageSize
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.settings import GithubSettings
from extract.sources.github.steps import read_repository
from extract.sources.github.streams import (
    GRAPHQL_STREAMS,
    ORGANISATION_SCOPE,
    ORGANISATION_STREAMS,
    REPOSITORIES,
    REST_STREAMS,
    TEAM_MEMBERS,
    TEAMS,
)

JOB_REQUESTS = 2500
"""Requests that one run spends on jobs and attempts: half of what GitHub allows in an hour."""

LEAST_JOB_REQUESTS = 100
"""What of it a repository has for sure, however many there are."""


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract GitHub into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = GithubSettings.from_environment()
    http = HttpClient(settings.tool(), landing.clock, request.progress, request.patience)
    extraction = Extraction(GithubClient(settings, http), landing, settings, request)
    return extraction.run()


class Extraction:
    """One extraction of one organisation.

    Args:
        client: Asks GitHub.
        landing: Takes the rows.
        settings: What to read.
        request: How far back, what to believe, and where to show progress.
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
        self._job_requests = JOB_REQUESTS
        self._log_rows: list[Row] = []

    def run(self) -> RunResult:
        """Read everything; return what was done and what could not be read."""
        names = self._organisation()
        left = len(names)
        with closing(prepared(self._runs(names))) as runs:

            def read(_: str) -> None:
                nonlocal left
                self._repository(next(runs), left)
                left -= 1

            try:
                problems = read_scopes(names, read, self._request.progress, self._explained)
            except ExtractError as error:
                self._land_log(error)
                raise
        self._problems += problems
        self._land_log()
        return RunResult(
            self._client.total_request_count, self._landing.records_landed(), self._problems
        )

    def _land_log(self, error: ExtractError | None = None) -> None:
        """Land the entries of all repositories at once: a commit for each would cost more."""
        if not isinstance(error, LandingError):
            self._landing.commit({EXTRACTION_LOG.name: self._log_rows})

    def _runs(self, names: Sequence[str]) -> Iterator[RepositoryRun]:
        for name in names:
            client = self._client.for_scope()
            history = self._settings.job_history
            yield RepositoryRun(client, self._landing, name, self._request, history)

    def _organisation(self) -> tuple[str, ...]:
        """Read the organisation; return the repositories to read."""
        organisation = OrganisationRun(self._client, self._landing, self._settings, self._request)
        log = ScopeLog(self._landing, lambda: self._client.request_count, ORGANISATION_SCOPE)
        names = self._settings.repositories
        try:
            teams_are_readable = self._read_organisation(organisation, log)
            if not names:
                names = tuple(organisation.land_repositories())
            if teams_are_readable:
                organisation.land_teams()
            self._log_organisation(organisation, log, teams=teams_are_readable)
        except ExtractError as error:
            log.failed(ORGANISATION_STREAMS, error)
            log.write_after(error)
            raise self._unreadable_organisation(error) from error
        self._log_rows += log.rows()
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

    def _log_organisation(
        self, organisation: OrganisationRun, log: ScopeLog, *, teams: bool
    ) -> None:
        for stream, error in organisation.failures:
            log.failed((stream,), error)
            self._problems.append(f"{stream.name} of {self._settings.organisation}: {error}")
        read = (REPOSITORIES,) if not self._settings.repositories else ()
        for stream in (*read, *((TEAMS, TEAM_MEMBERS) if teams else ())):
            if log.detail_of(stream) is None:
                gone = organisation.vanished if stream is REPOSITORIES else []
                detail = f"no longer listed: {', '.join(gone)}" if gone else None
                log.read(stream, organisation.totals.get(stream.name), detail)

    def _repository(self, run: RepositoryRun, left: int) -> None:
        run.size = PageSize(run.state.page_size or self._page_size)
        allowed = max(LEAST_JOB_REQUESTS, self._job_requests // left)
        try:
            problems = read_repository(run, allowed)
        except ExtractError as error:
            is_named = bool(self._settings.repositories)
            if isinstance(error, NotFoundError) and is_named and not run.was_known:
                # A misspelt name must not become a scope that is missed from then on.
                raise SettingsError(self._explained(run.repository, error)) from error
            run.log.failed((*GRAPHQL_STREAMS, *REST_STREAMS), error)
            self._log_rows += run.log.rows()
            raise
        self._log_rows += run.log.rows()
        self._problems += problems
        self._page_size = run.state.page_size
        self._job_requests -= min(self._job_requests, run.job_requests)

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
