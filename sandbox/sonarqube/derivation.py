"""What a SonarQube of the organisation holds, derived from its changes.

Belongs here: a project for each service, an analysis for a share of the default branch's commits.
Does not belong here: the numbers of an analysis (`numbers`), serving.
"""

from datetime import datetime, timedelta

from sandbox.directory import ServiceEntry
from sandbox.simulation.randomness import chance, generator, node_id
from sandbox.sonarqube.numbers import Progress, file_values
from sandbox.sonarqube.records import Analysis, Event, File, Project
from sandbox.world import ChangedFile, Commit, Repository, World

_ANALYSED_SHARE = 0.6
_LEFT_FREE = timedelta(hours=1)
"""No analysis is derived that late: what tests change later lies in between."""

_LANGUAGES = {"ts": "ts", "js": "js", "py": "py", "java": "java", "go": "go", "kt": "kotlin"}
_TESTED_SHARE = 0.5
_NEVER_ANALYSED = "attic"


def derive(world: World) -> dict[str, Project]:
    """The projects by key; the last one was never analysed."""
    projects = [_project(world, service) for service in world.directory.services]
    attic = f"{world.organisation.login}:{_NEVER_ANALYSED}"
    projects.append(Project(key=attic, name="Attic"))
    return {project.key: project for project in projects}


def last_free_instant(world: World) -> datetime:
    """After every derived analysis, and before the end."""
    return world.as_of - _LEFT_FREE


def _project(world: World, service: ServiceEntry) -> Project:
    key = f"{world.organisation.login}:{service.service_id}"
    project = Project(key=key, name=world.texts.name("project", service.service_id.title()))
    repository = world.repository(service.repository)
    if repository is None:
        return project
    progress = Progress(generator(world.seed, "sonarqube", "project", key))
    for commit in repository.commits:
        files = [
            file
            for file in _files_of(repository, commit)
            if file.path.startswith(service.path_prefix)
        ]
        if service.path_prefix and not files:
            continue
        progress.change(commit.additions, commit.deletions)
        _apply(world, project, files)
        draw = generator(world.seed, "sonarqube", "commit", key, commit.sha)
        at = commit.committed_at + timedelta(seconds=int(draw.integers(240, 900)))
        is_later = not project.analyses or at > project.analyses[-1].at
        is_analysed = chance(draw, _ANALYSED_SHARE)
        if is_analysed and is_later and at < last_free_instant(world):
            project.analyses.append(_analysis(project, repository, commit, at, progress))
    if not project.analyses:
        project.files.clear()
    return project


def _files_of(repository: Repository, commit: Commit) -> tuple[ChangedFile, ...]:
    """The files of the pull request that brought a commit; others' files nobody knows."""
    number = commit.pull_request_number
    found = (change for change in repository.pull_requests if change.number == number)
    change = next(found, None) if number is not None else None
    return change.files if change else ()


def _apply(world: World, project: Project, changed: list[ChangedFile]) -> None:
    """Bring the files to the state after a change; half of them have a test beside them."""
    for changed_file in changed:
        path = changed_file.path
        stem, _, ending = path.rpartition(".")
        test = f"{stem}.test.{ending}"
        if changed_file.change_type == "DELETED":
            project.files.pop(path, None)
            project.files.pop(test, None)
        elif ending in _LANGUAGES and ".min." not in path:
            draw = generator(world.seed, "sonarqube", "file", project.key, path)
            growth = changed_file.additions - changed_file.deletions
            language = _LANGUAGES[ending]
            values = file_values(draw, growth)
            project.files[path] = File(path=path, language=language, values=values)
            if chance(draw, _TESTED_SHARE):
                lines = {"ncloc": values["ncloc"]}
                project.files[test] = File(
                    path=test, language=language, values=lines, qualifier="UTS"
                )


def _analysis(
    project: Project, repository: Repository, commit: Commit, at: datetime, progress: Progress
) -> Analysis:
    before = project.analyses[-1] if project.analyses else None
    values = progress.values(is_first=before is None)
    released = [release for release in repository.releases if release.created_at <= at]
    version = released[-1].tag_name.removeprefix("v") if released else "0.1"
    events = []
    if before is not None and before.version != version:
        events.append(Event(category="VERSION", name=version))
    if before is not None and before.values["alert_status"] != values["alert_status"]:
        name = "Failed" if values["alert_status"] == "ERROR" else "Passed"
        events.append(Event(category="QUALITY_GATE", name=name))
    return Analysis(
        key=node_id("AN", "sonarqube", project.key, commit.sha),
        at=at,
        revision=commit.sha,
        version=version,
        detected_ci="Jenkins",
        values=values,
        events=tuple(events),
    )
