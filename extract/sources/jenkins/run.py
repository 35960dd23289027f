"""One extraction of Jenkins: the listing, then the builds of each project.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from extract.core.batch import Batch
from extract.core.errors import ExtractError
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.parallel import in_order
from extract.core.scope_log import COMPLETE, PARTIAL, LogBook, ScopeLog
from extract.core.scopes import read_scopes
from extract.core.source import RunRequest, RunResult
from extract.sources.jenkins.builds import ProjectReader, ProjectReading
from extract.sources.jenkins.client import JenkinsClient
from extract.sources.jenkins.jobs import Jobs, known_projects, read_jobs
from extract.sources.jenkins.listing import Item, Listing
from extract.sources.jenkins.parsing import BRANCH, branch_of, build_row
from extract.sources.jenkins.settings import LANES, JenkinsSettings
from extract.sources.jenkins.state import ProjectState
from extract.sources.jenkins.streams import BUILDS, CONTROLLER_SCOPE, JOBS


@dataclass
class _Project:
    """A project whose turn is coming."""

    name: str
    items: list[Item]
    state: ProjectState
    log: ScopeLog
    broken: int


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract Jenkins into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = JenkinsSettings.from_environment()
    http = HttpClient(settings.tool(), landing.clock, request.progress, request.patience)
    return Extraction(JenkinsClient(http), landing, settings, request).run()


class Extraction:
    """One extraction of one controller.

    Args:
        client: Asks Jenkins.
        landing: Takes the rows.
        settings: What to read.
        request: How far back, and where to show progress.
    """

    def __init__(
        self,
        client: JenkinsClient,
        landing: Landing,
        settings: JenkinsSettings,
        request: RunRequest,
    ) -> None:
        self._client = client
        self._landing = landing
        self._settings = settings
        self._request = request
        self._now = landing.clock.now()
        self._book = LogBook(landing, lambda: client.request_count)

    def run(self) -> RunResult:
        """Read everything; return what was done and what could not be read."""
        try:
            jobs = self._jobs()
            problems = [*jobs.problems, *self._builds(jobs)]
        except ExtractError as error:
            self._book.write_after(error)
            raise
        self._book.write()
        return RunResult(self._client.request_count, self._landing.records_landed(), problems)

    def _jobs(self) -> Jobs:
        """Read the listing; say of projects out of sight that they were not read."""
        self._request.progress.describe("jobs")
        log = self._book.open(CONTROLLER_SCOPE)
        try:
            jobs = read_jobs(
                Listing(self._client), self._landing, self._settings, self._request, log
            )
        except ExtractError as error:
            log.failed((JOBS,), error)
            self._book.note(log)
            self._note_unread(known_projects(self._landing), error)
            raise
        self._book.note(log)
        not_listed = ExtractError("its jobs are no longer listed")
        self._note_unread(jobs.unseen, jobs.error or not_listed)
        return jobs

    def _note_unread(self, projects: Iterable[str], error: ExtractError) -> None:
        """Say of projects that their builds were not read: silence must not look like none."""
        for project in projects:
            log = self._book.open(project)
            log.failed((BUILDS,), error)
            self._book.note(log)

    def _builds(self, jobs: Jobs) -> list[str]:
        """Read the projects side by side, and land them one after the other."""
        with closing(in_order(self._attempt, self._projects(jobs), LANES)) as readings:

            def land(_: str) -> None:
                self._land(*next(readings))

            return read_scopes(sorted(jobs.by_project), land, self._request.progress)

    def _projects(self, jobs: Jobs) -> Iterator[_Project]:
        """Yield each project with its state; called by the thread that owns the landing."""
        for name, items in sorted(jobs.by_project.items()):
            stored = self._landing.read_state(name)
            state = ProjectState.from_json(stored, self._request.since)
            yield _Project(name, items, state, self._book.open(name), jobs.broken[name])

    def _attempt(self, project: _Project) -> ProjectReading | ExtractError:
        """Read a project; an error waits for its turn like a reading."""
        try:
            return ProjectReader(
                self._client, project.name, project.items, project.state, self._now
            ).read()
        except ExtractError as error:
            return error

    def _land(self, project: _Project, reading: ProjectReading | ExtractError) -> None:
        """Land a project's builds with the state that covers them, and say how it went."""
        try:
            if isinstance(reading, ExtractError):
                raise reading
            batch = Batch(project.name)
            for item, raw in reading.builds:
                branch = branch_of(item.name) if item.kind == BRANCH else None
                batch.add(BUILDS, build_row, raw, item.name, project.name, branch)
            state = {project.name: reading.state.as_json()}
            self._landing.commit(batch.take(), state, scope=project.name)
        except ExtractError as error:
            project.log.failed((BUILDS,), error)
            self._book.note(project.log)
            raise
        since = reading.state.since
        details = [
            f"since {since}" if since else None,
            f"{project.broken} of its jobs could not be read" if project.broken else None,
            *reading.details,
        ]
        status = PARTIAL if project.broken else COMPLETE
        project.log.read(BUILDS, detail="; ".join(filter(None, details)) or None, status=status)
        self._book.note(project.log)
