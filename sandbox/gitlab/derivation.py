"""From the world to everything GitLab holds, with ids that grow with time.

Belongs here: putting projects together and numbering. Does not belong here: what corresponds to
what (`changes`, `delivery`).
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from sandbox.gitlab import changes, delivery
from sandbox.gitlab.entities import Project
from sandbox.world import Repository, World

_FIRST_IDS = {
    "projects": 70_001,
    "merge_requests": 300_001,
    "issues": 150_001,
    "notes": 2_100_001,
    "pipelines": 1_200_001,
    "jobs": 6_400_001,
    "environments": 9_001,
    "deployments": 410_001,
}


def projects(world: World) -> dict[int, Project]:
    """Every project by its id; the same world gives equal projects in every process."""
    ordered = sorted(world.repositories, key=lambda r: (r.created_at, r.full_name))
    first = _FIRST_IDS["projects"]
    found = [_project(world, repo, first + n) for n, repo in enumerate(ordered)]
    requests = [m for p in found for m in p.merge_requests.values()]
    issues = [i for p in found for i in p.issues.values()]
    notes = [note for request in requests for note in request.notes]
    notes += [note for issue in issues for note in issue.notes]
    _number(requests, "merge_requests")
    _number(issues, "issues")
    _number(notes, "notes")
    for kind in ("pipelines", "jobs", "environments", "deployments"):
        _number([record for p in found for record in getattr(p, kind).values()], kind)
        for project in found:
            records = getattr(project, kind).values()
            setattr(project, kind, {record.id: record for record in _by_id(records)})
    return {project.id: project for project in found}


def _project(world: World, repository: Repository, project_id: int) -> Project:
    directory = world.directory
    built, jobs = delivery.pipelines(repository)
    production = frozenset(
        name
        for service in directory.services
        if service.repository == repository.full_name
        for name in service.production_environments
    )
    environments, deployments, deploy_jobs = delivery.deployments(repository, built, production)
    requests = changes.merge_requests(repository, project_id)
    issues = changes.issues(repository, directory.incident_label, directory.severity_label_prefix)
    return Project(
        id=project_id,
        path=repository.full_name,
        default_branch=repository.default_branch,
        is_archived=repository.is_archived,
        is_fork=repository.is_fork,
        created_at=repository.created_at,
        last_activity_at=repository.updated_at,
        commits={commit.sha: commit for commit in repository.commits},
        merge_requests={request.iid: request for request in requests},
        issues={issue.iid: issue for issue in issues},
        pipelines=dict(enumerate(built)),
        jobs=dict(enumerate([*jobs, *deploy_jobs])),
        environments=dict(enumerate(environments)),
        deployments=dict(enumerate(deployments)),
    )


def _number(records: Iterable[Any], kind: str) -> None:
    """Give ids in the order of creation; records of one instant keep their order."""
    for number, record in enumerate(
        sorted(records, key=attrgetter("created_at")), start=_FIRST_IDS[kind]
    ):
        record.id = number


def _by_id(records: Iterable[Any]) -> list[Any]:
    return sorted(records, key=attrgetter("id"))
