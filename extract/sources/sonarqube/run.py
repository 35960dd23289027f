"""One extraction of SonarQube: the listing, then each project.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from extract.core import fields
from extract.core.errors import ExtractError
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.parallel import in_order
from extract.core.scope_log import LogBook, ScopeLog
from extract.core.scopes import read_scopes
from extract.core.source import Row, RunRequest, RunResult
from extract.sources.sonarqube import inside
from extract.sources.sonarqube.client import SonarqubeClient
from extract.sources.sonarqube.parsing import key_of
from extract.sources.sonarqube.project import ProjectReading, read_project
from extract.sources.sonarqube.projects import Projects, read_projects
from extract.sources.sonarqube.settings import LANES, SonarqubeSettings
from extract.sources.sonarqube.state import ProjectState
from extract.sources.sonarqube.streams import PROJECT_STREAMS, PROJECTS, SERVER_SCOPE


@dataclass
class _Project:
    """A project whose turn is coming."""

    row: Row
    state: ProjectState
    log: ScopeLog

    @property
    def key(self) -> str:
        return str(self.row["project_key"])


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract SonarQube into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = SonarqubeSettings.from_environment()
    http = HttpClient(settings.tool(), landing.clock, request.progress, request.patience)
    return Extraction(SonarqubeClient(http), landing, settings, request).run()


class Extraction:
    """One extraction of one server.

    Args:
        client: Asks SonarQube.
        landing: Takes the rows.
        settings: What to read.
        request: How far back, and where to show progress.
    """

    def __init__(
        self,
        client: SonarqubeClient,
        landing: Landing,
        settings: SonarqubeSettings,
        request: RunRequest,
    ) -> None:
        self._client = client
        self._landing = landing
        self._settings = settings
        self._request = request
        self._now = landing.clock.now()
        self._book = LogBook(landing, lambda: client.request_count)
        self._metrics: frozenset[str] = frozenset()

    def run(self) -> RunResult:
        """Read everything; return what was done and what could not be read."""
        try:
            projects = self._projects()
            problems = [*projects.problems, *self._insides(projects)]
        except ExtractError as error:
            self._book.write_after(error)
            raise
        self._book.write()
        return RunResult(self._client.request_count, self._landing.records_landed(), problems)

    def _projects(self) -> Projects:
        """Read the listing; say of projects out of sight that they were not read."""
        self._request.progress.describe("projects")
        log = self._book.open(SERVER_SCOPE)
        try:
            self._metrics = self._known_metrics()
            projects = read_projects(
                self._client, self._landing, self._settings, self._request, log
            )
        except ExtractError as error:
            log.failed((PROJECTS,), error)
            self._book.note(log)
            self._note_unread(sorted(self._landing.known_keys(PROJECTS)), error)
            raise
        self._book.note(log)
        self._note_unread(projects.unseen, projects.error or ExtractError("it was not listed"))
        return projects

    def _note_unread(self, keys: Iterable[str], error: ExtractError) -> None:
        """Say of projects that they were not read: silence must not look like none."""
        for key in keys:
            log = self._book.open(key)
            log.failed(PROJECT_STREAMS, error)
            self._book.note(log)

    def _known_metrics(self) -> frozenset[str]:
        """Return which metrics the server knows: versions differ, and unknown ones are refused."""
        path = "/api/metrics/search"
        listed = self._client.listed(path, {}, "metrics", 500, key_of)
        return frozenset(
            fields.text(fields.record(raw, "metrics"), "key") for raw in listed.records
        )

    def _insides(self, projects: Projects) -> list[str]:
        """Read the projects side by side, and land them one after the other."""
        with closing(in_order(self._attempt, self._waiting(projects), LANES)) as readings:

            def land(_: str) -> None:
                self._land(*next(readings))

            return read_scopes(projects.to_read(), land, self._request.progress)

    def _waiting(self, projects: Projects) -> Iterator[_Project]:
        """Yield each project with its state; called by the thread that owns the landing."""
        for key in projects.to_read():
            stored = self._landing.read_state(key)
            state = ProjectState.from_json(stored, self._request.since)
            yield _Project(projects.rows[key], state, self._book.open(key))

    def _attempt(self, project: _Project) -> ProjectReading | ExtractError:
        """Read a project; an error waits for its turn like a reading."""
        try:
            return read_project(self._client, project.row, project.state, self._metrics, self._now)
        except ExtractError as error:
            return error

    def _land(self, project: _Project, reading: ProjectReading | ExtractError) -> None:
        """Land what was read, or say that it could not be."""
        try:
            if isinstance(reading, ExtractError):
                raise reading
            inside.land(self._landing, self._request, project.key, reading)
        except ExtractError as error:
            project.log.failed(PROJECT_STREAMS, error)
            self._book.note(project.log)
            raise
        inside.note(project.log, reading, self._metrics)
        self._book.note(project.log)
