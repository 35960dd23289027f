"""What extraction should have landed of the sandboxed GitLab.

Belongs here: keys, states and instants, read from the records themselves and not from answers.
Does not belong here: changing the records (`store`).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sandbox.gitlab.conversation import username
from sandbox.gitlab.entities import Issue, MergeRequest, Note, Project
from sandbox.gitlab.representations import git_instant, instant
from sandbox.kit.store import Truth
from sandbox.world import Account, Commit

if TYPE_CHECKING:
    from sandbox.gitlab.store import GitlabStore

Entry = tuple[str, str, dict[str, Any]]
"""Stream, key and columns of one record."""


def records(store: "GitlabStore") -> Truth:
    """Every live record: stream name to key to columns, instants as ISO text."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for stream, key, columns in _entries(store):
        found.setdefault(stream, {})[key] = columns
    return found


def _entries(store: "GitlabStore") -> Iterator[Entry]:
    columns: dict[str, Any]
    for account, is_maintainer in store.members:
        columns = {"username": username(account), "access_level": 40 if is_maintainer else 30}
        yield "members", f"{store.group}:{account.database_id}", columns
    for project in store.projects.values():
        columns = {
            "project": project.path,
            "is_archived": project.is_archived,
            "created_at": instant(project.created_at),
        }
        yield "projects", str(project.id), columns
        if not project.is_archived:
            yield from _merge_requests(project)
            yield from _issues(project)
            yield from _delivery(project)
            for commit in project.commits.values():
                sizes = {"additions": commit.additions, "deletions": commit.deletions}
                yield "commits", f"{project.path}:{commit.sha}", _dates(commit) | sizes


def _name(account: Account | None) -> str | None:
    return None if account is None else username(account)


def _dates(commit: Commit) -> dict[str, Any]:
    return {
        "commit_sha": commit.sha,
        "authored_at": git_instant(commit.authored_at),
        "committed_at": git_instant(commit.committed_at),
    }


def _common(record: MergeRequest | Issue, project: Project) -> dict[str, Any]:
    return {
        "project": project.path,
        "iid": record.iid,
        "author_username": _name(record.author),
        "state": record.state,
        "created_at": instant(record.created_at),
        "updated_at": instant(record.updated_at),
        "closed_at": instant(record.closed_at),
    }


def _merge_requests(project: Project) -> Iterator[Entry]:
    for request in project.merge_requests.values():
        yield (
            "merge_requests",
            str(request.id),
            {
                **_common(request, project),
                "is_draft": request.is_draft,
                "merged_at": instant(request.merged_at),
                "merged_by_username": _name(request.merged_by),
                "merge_commit_sha": request.merge_commit_sha,
                "squash_commit_sha": request.squash_commit_sha,
                "head_sha": request.head_sha,
            },
        )
        for note in request.notes:
            columns = _note(note) | {"merge_request_id": request.id}
            yield "merge_request_notes", str(note.id), columns
        for approval in request.approvals:
            columns = {
                "merge_request_id": request.id,
                "username": username(approval.user),
                "approved_at": instant(approval.approved_at),
            }
            yield "merge_request_approvals", f"{request.id}:{approval.user.database_id}", columns
        for commit in request.commits:
            columns = _dates(commit) | {"merge_request_id": request.id}
            yield "merge_request_commits", f"{request.id}:{commit.sha}", columns


def _issues(project: Project) -> Iterator[Entry]:
    for issue in project.issues.values():
        columns = {"issue_type": issue.issue_type, "severity": issue.severity}
        yield "issues", str(issue.id), _common(issue, project) | columns
        for note in issue.notes:
            yield "issue_notes", str(note.id), _note(note) | {"issue_id": issue.id}


def _note(note: Note) -> dict[str, Any]:
    return {
        "author_username": _name(note.author),
        "is_system": note.is_system,
        "created_at": instant(note.created_at),
        "body_length": len(note.body),
    }


def _delivery(project: Project) -> Iterator[Entry]:
    for pipeline in project.pipelines.values():
        yield (
            "pipelines",
            str(pipeline.id),
            {
                "commit_sha": pipeline.sha,
                "status": pipeline.status,
                "created_at": instant(pipeline.created_at),
                "updated_at": instant(pipeline.updated_at),
            },
        )
    for job in project.jobs.values():
        yield (
            "jobs",
            str(job.id),
            {
                "pipeline_id": job.pipeline.id,
                "name": job.name,
                "status": job.status,
                "created_at": instant(job.created_at),
                "started_at": instant(job.started_at),
                "finished_at": instant(job.finished_at),
            },
        )
    for environment in project.environments.values():
        columns = {"name": environment.name, "tier": environment.tier}
        yield "environments", str(environment.id), columns
    for deployment in project.deployments.values():
        yield (
            "deployments",
            str(deployment.id),
            {
                "environment": deployment.environment.name,
                "commit_sha": deployment.sha,
                "status": deployment.status,
                "created_at": instant(deployment.created_at),
                "updated_at": instant(deployment.updated_at),
            },
        )
