"""One extraction of GitLab: the group, then each project.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.
"""

from __future__ import annotations

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
from extract.core.source import RunRequest, RunResult
from extract.sources.gitlab.client import GitlabClient
from extract.sources.gitlab.group import GroupRun
from extract.sources.gitlab.parsing.projects import Project
from extract.sources.gitlab.project import ProjectRun
from extract.sources.gitlab.settings import GitlabSettings
from extract.sources.gitlab.state import ProjectState
from extract.sources.gitlab.steps import read_project
from extract.sources.gitlab.streams import (
    COMMITS,
    GROUP_STREAMS,
    MEMBERS,
    PROJECT_STREAMS,
    PROJECTS,
)


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract GitLab into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = GitlabSettings.from_environment()
    http = HttpClient(settings.tool(), landing.clock, request.progress, request.patience)
    return Extraction(GitlabClient(http), landing, settings, request).run()


class Extraction:
    """One extraction of one group.

    Args:
        client: Asks GitLab.
        landing: Takes the rows.
        settings: What to read.
        request: How far back, and where to show progress.
    """

    def __init__(
        self,
        client: GitlabClient,
        landing: Landing,
        settings: GitlabSettings,
        request: RunRequest,
    ) -> None:
        self._client = client
        self._landing = landing
        self._settings = settings
        self._request = request
        self._problems: list[str] = []

    def run(self) -> RunResult:
        """Read everything; return what was done and what could not be read."""
        projects = {project.path: project for project in self._group()}
        problems = read_scopes(
            sorted(projects),
            lambda path: self._project(projects[path]),
            self._request.progress,
            _explained,
        )
        return RunResult(
            self._client.request_count, self._landing.records_landed(), [*self._problems, *problems]
        )

    def _group(self) -> list[Project]:
        """Read the group; return the projects to read."""
        group = GroupRun(self._client, self._landing, self._settings, self._request)
        log = self._log(self._settings.group)
        try:
            projects = group.read_projects()
            self._note_projects(group, log)
            self._members(group, log)
            group.commit()
        except ExtractError as error:
            log.failed(GROUP_STREAMS, error)
            log.write_after(error)
            raise self._unreadable_group(error) from error
        log.write()
        return projects

    def _note_projects(self, group: GroupRun, log: ScopeLog) -> None:
        if group.loss is not None:
            log.failed((PROJECTS,), group.loss)
            self._problems.append(f"The projects of {self._settings.group}: {group.loss}")
            return
        gone = ", ".join(group.vanished)
        log.read(PROJECTS, detail=f"no longer listed: {gone}" if gone else None)

    def _members(self, group: GroupRun, log: ScopeLog) -> None:
        """Read the members; without them everything else can still be read."""
        try:
            group.read_members()
        except (PermissionDeniedError, NotFoundError) as error:
            log.failed((MEMBERS,), error)
            self._problems.append(f"The members of {self._settings.group}: {error}")
        else:
            log.read(MEMBERS)

    def _project(self, project: Project) -> None:
        stored = self._landing.read_state(project.path)
        state = ProjectState.from_json(stored, project.id, self._request.since)
        state.reads_branch(COMMITS.name, project.default_branch)
        run = ProjectRun(self._client, self._landing, self._request, project, state)
        log = self._log(project.path)
        try:
            problems = read_project(run, log)
            if run.is_thorough:
                state.thorough_at = self._landing.clock.now().isoformat()
            run.commit()
        except ExtractError as error:
            if not isinstance(error, LandingError):
                # What was read up to here is whole, and so is the state that goes with it.
                run.commit()
            log.failed(PROJECT_STREAMS, error)
            log.write_after(error)
            raise
        log.write()
        self._problems += problems

    def _log(self, scope: str) -> ScopeLog:
        return ScopeLog(self._landing, lambda: self._client.request_count, scope)

    def _unreadable_group(self, error: ExtractError) -> ExtractError:
        if isinstance(error, NotFoundError) and self._settings.projects:
            return SettingsError(str(error))
        if isinstance(error, NotFoundError):
            return NotFoundError(
                f"GITLAB_GROUP is {self._settings.group!r}, which GitLab does not know or the "
                "token cannot see; correct the path or the token's access."
            )
        return error


def _explained(path: str, error: ExtractError) -> str:
    if isinstance(error, RecordError):
        return (
            f"{path}: GitLab's answer is malformed ({error}); nothing of it was used. "
            "Run again; if it stays so, this version of GitLab is not supported."
        )
    return f"{path}: {error}"
