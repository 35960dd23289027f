"""What extraction should have landed by now: keys, states and times of every live record.

Belongs here: the landed names of what the store holds. Does not belong here: the story behind it
(`sandbox.truth`), or how answers are written.

Keys and columns are those of the streams of `extract.sources.github`, as text; what belongs to an
archived repository is not read.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sandbox.github.rest.actions import in_attempt
from sandbox.github.store import RepositoryState, Store
from sandbox.github.text import timestamp
from sandbox.kit.store import Truth
from sandbox.world import PullRequest, WorkflowRun

LANDED_PUSHES = frozenset({"push", "force_push", "branch_creation"})

Record = tuple[str, str, dict[str, Any]]
"""A stream, a key in it, and columns."""


def truth(store: Store) -> Truth:
    """Every record, by stream and key."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for stream, key, columns in _all(store):
        found.setdefault(stream, {})[key] = columns
    return found


def _all(store: Store) -> Iterator[Record]:
    for team in store.teams.values():
        yield "teams", team.node_id, {"slug": team.slug, "parent_slug": team.parent_slug}
        for member in team.members:
            key = f"{team.slug}:{member.account.login}"
            yield "team_members", key, {"team_slug": team.slug, "role": member.role}
    for state in store.repositories.values():
        yield _repository(state)
        if not state.repository.is_archived:
            for pull_request in state.pull_requests.records.values():
                yield from _pull_request(state.full_name, pull_request)
            yield from _changes(state)
            yield from _operations(state)
            for run in state.runs.values():
                yield from _workflow_run(state.full_name, run)


def _at(**instants: datetime | None) -> dict[str, str | None]:
    return {
        name: None if instant is None else timestamp(instant) for name, instant in instants.items()
    }


def _repository(state: RepositoryState) -> Record:
    it = state.repository
    times = _at(created_at=it.created_at, updated_at=it.updated_at, pushed_at=it.pushed_at)
    return (
        "repositories",
        it.node_id,
        {"repository": it.full_name, "is_archived": it.is_archived, **times},
    )


def _pull_request(repository: str, it: PullRequest) -> Iterator[Record]:
    columns = {
        "repository": repository,
        "number": it.number,
        "state": it.state,
        "is_draft": it.is_draft,
        "merge_commit_sha": it.merge_commit_sha,
        "review_count": len(it.reviews),
        "commit_count": len(it.commits),
        "changed_files": len(it.files),
    }
    times = _at(
        created_at=it.created_at,
        updated_at=it.updated_at,
        closed_at=it.closed_at,
        merged_at=it.merged_at,
    )
    yield "pull_requests", it.node_id, columns | times
    parent = {"pull_request_id": it.node_id, "repository": repository}
    for file in it.files:
        change = {"change_type": file.change_type, "additions": file.additions}
        yield "pull_request_files", f"{it.node_id}:{file.path}", parent | change
    for review in it.reviews:
        columns = {"state": review.state, **_at(submitted_at=review.submitted_at)}
        yield "pull_request_reviews", review.node_id, parent | columns
    for position, commit in enumerate(it.commits):
        times = _at(authored_at=commit.authored_at, committed_at=commit.committed_at)
        key = f"{it.node_id}:{commit.sha}"
        yield "pull_request_commits", key, parent | {"position": position, **times}
    for event in it.timeline:
        columns = {"event_type": event.event_type, **_at(created_at=event.created_at)}
        yield "pull_request_timeline", event.node_id, parent | columns


def _changes(state: RepositoryState) -> Iterator[Record]:
    name = state.full_name
    for commit in state.commits.values():
        times = _at(authored_at=commit.authored_at, committed_at=commit.committed_at)
        yield "commits", f"{name}:{commit.sha}", {"commit_sha": commit.sha, **times}
    for push in state.repository.pushes:
        if push.activity_type in LANDED_PUSHES:
            columns = {"ref": push.ref, "after_sha": push.after_sha, "repository": name}
            times = _at(pushed_at=push.pushed_at)
            yield "pushes", str(push.database_id), columns | times


def _operations(state: RepositoryState) -> Iterator[Record]:
    for issue in state.issues.records.values():
        columns = {"number": issue.number, "state": issue.state}
        times = _at(
            created_at=issue.created_at, updated_at=issue.updated_at, closed_at=issue.closed_at
        )
        yield "issues", issue.node_id, columns | times
    for release in state.releases.records.values():
        columns = {"tag_name": release.tag_name, "is_draft": release.is_draft}
        times = _at(created_at=release.created_at, published_at=release.published_at)
        yield "releases", release.node_id, columns | times
    for deployment in state.deployments.records.values():
        columns = {"environment": deployment.environment, "commit_sha": deployment.commit_sha}
        times = _at(created_at=deployment.created_at, updated_at=deployment.updated_at)
        yield "deployments", deployment.node_id, columns | times
        for status in deployment.statuses:
            columns = {"deployment_id": deployment.node_id, "state": status.state}
            times = _at(created_at=status.created_at)
            yield "deployment_statuses", status.node_id, columns | times


def _workflow_run(repository: str, it: WorkflowRun) -> Iterator[Record]:
    columns = {"repository": repository, "head_sha": it.head_sha, "run_attempt": it.run_attempt}
    yield (
        "workflow_runs",
        str(it.database_id),
        columns | _outcome(it) | _at(created_at=it.created_at, run_started_at=it.run_started_at),
    )
    for number in range(1, it.run_attempt + 1):
        attempt = in_attempt(it, number)
        columns = {"workflow_run_id": it.database_id, "run_attempt": number}
        times = _at(run_started_at=attempt.run_started_at)
        key = f"{it.database_id}:{number}"
        yield "workflow_run_attempts", key, columns | _outcome(attempt) | times
    for job in it.jobs:
        columns = {"workflow_run_id": it.database_id, "run_attempt": job.run_attempt}
        outcome = {"status": job.status, "conclusion": job.conclusion}
        times = _at(created_at=job.created_at, completed_at=job.completed_at)
        yield "workflow_jobs", str(job.database_id), columns | outcome | times


def _outcome(run: WorkflowRun) -> dict[str, Any]:
    return {"status": run.status, "conclusion": run.conclusion, **_at(updated_at=run.updated_at)}
