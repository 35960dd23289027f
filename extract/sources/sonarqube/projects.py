"""Lands the listing of projects, and tells projects that are gone from those out of sight.

Belongs here: the stream ``projects``. Does not belong here: what is inside a project.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.core import fields
from extract.core.batch import Batch
from extract.core.errors import ExtractError, NotFoundError, VisibilityError
from extract.core.landing import Landing
from extract.core.scope_log import PARTIAL, ScopeLog
from extract.core.source import Row, RunRequest
from extract.core.vanished import vanished
from extract.sources.sonarqube.client import REACHABLE, Listed, SonarqubeClient
from extract.sources.sonarqube.parsing import key_of, project_row
from extract.sources.sonarqube.settings import SonarqubeSettings
from extract.sources.sonarqube.streams import FILE_MEASURES, PROJECTS, SERVER_SCOPE

_PAGE = 500
_PROJECT = "TRK"


@dataclass
class Projects:
    """What there is to read.

    Attributes:
        rows: Rows of ``projects`` by key.
        unseen: Keys of landed projects that were not listed, though not believed gone.
        error: Why they were not listed.
        problems: For people.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    error: ExtractError | None = None
    problems: list[str] = field(default_factory=list)

    def to_read(self) -> list[str]:
        """Return the keys of what has files and analyses of its own, in order.

        An application only gathers projects, which are listed themselves.
        """
        return sorted(key for key, row in self.rows.items() if row["qualifier"] in (None, _PROJECT))


def read_projects(
    client: SonarqubeClient,
    landing: Landing,
    settings: SonarqubeSettings,
    request: RunRequest,
    log: ScopeLog,
) -> Projects:
    """List and land the projects.

    Raises:
        ExtractError: Nothing could be listed.
    """
    projects = Projects()
    listed = _named(client, settings, projects) if settings.projects else _all(client, settings)
    batch = Batch(SERVER_SCOPE)
    for raw in listed.records:
        row = batch.add(PROJECTS, project_row, raw)
        if row is not None:
            projects.rows[row["project_key"]] = row
    known: set[str] = landing.known_keys(PROJECTS)
    is_certain = listed.is_whole and len(projects.rows) >= listed.total
    gone: set[str] = set()
    if settings.projects:
        known &= set(settings.projects)
    elif is_certain:
        gone = _gone(known, projects, request)
    batch.add_tombstones(PROJECTS, gone)
    for key in sorted(gone):
        batch.add_tombstones(FILE_MEASURES, landing.known_keys(FILE_MEASURES, key))
    landing.commit(batch.take(), scope=SERVER_SCOPE)
    projects.unseen = tuple(sorted(known - gone - projects.rows.keys()))
    _note(log, projects, listed, is_certain=is_certain)
    return projects


def _note(log: ScopeLog, projects: Projects, listed: Listed, *, is_certain: bool) -> None:
    if projects.error is not None:
        log.failed((PROJECTS,), projects.error)
    elif is_certain:
        log.read(PROJECTS, listed.total)
    else:
        detail = f"{len(projects.rows)} of {listed.total} projects could be read"
        if listed.total > REACHABLE:
            detail += f"; SonarQube lists only {REACHABLE}, name others in SONARQUBE_PROJECTS"
        projects.problems.append(detail)
        log.read(PROJECTS, listed.total, detail, status=PARTIAL)


def _all(client: SonarqubeClient, settings: SonarqubeSettings) -> Listed:
    """Return every project that the token may browse, with its last analysis."""
    parameters = {"f": "analysisDate", "organization": settings.organisation, "s": "name"}
    path = "/api/components/search_projects"
    return client.listed(path, parameters, "components", _PAGE, key_of)


def _named(client: SonarqubeClient, settings: SonarqubeSettings, projects: Projects) -> Listed:
    """Return the projects that the settings name; one that cannot be seen is a problem."""
    found = Listed(total=len(settings.projects))
    for key in settings.projects:
        try:
            answer = client.get("/api/components/show", {"component": key})
        except NotFoundError:
            projects.error = NotFoundError(
                f"SONARQUBE_PROJECTS names {key}, which SonarQube does not know or the token "
                "cannot see; correct the key or the token's permissions."
            )
            projects.problems.append(str(projects.error))
        else:
            found.records.append(fields.record(answer.get("component"), "component"))
    if projects.error is not None and not found.records:
        raise projects.error
    return found


def _gone(known: set[str], projects: Projects, request: RunRequest) -> set[str]:
    """Return the projects that were deleted, unless they may only be out of sight."""
    seen = projects.rows.keys()
    try:
        if known and not seen and not request.accept_deletions:
            projects.error = _none_left(len(known))
            projects.problems.append(f"Projects: {projects.error}")
            return set()
        return vanished(known, seen, request)
    except VisibilityError as error:
        projects.error = error
        projects.problems.append(f"Projects: {error}")
        return set()


def _none_left(count: int) -> VisibilityError:
    return VisibilityError(
        f"None of {count} landed projects is listed any more; that looks like a lost permission, "
        "so they are kept. If they were deleted, run the source once with --accept-deletions."
    )
