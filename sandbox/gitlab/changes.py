"""From the world's pull requests and issues to merge requests and issues.

Belongs here: what corresponds to what. Does not belong here: notes (`conversation`), pipelines
(`delivery`).
"""

import re
from collections.abc import Mapping

from sandbox.gitlab import conversation
from sandbox.gitlab.entities import GHOST, Issue, MergeRequest
from sandbox.world import Account, PullRequest, Repository
from sandbox.world import Issue as WorldIssue

_STATES = {"MERGED": "merged", "CLOSED": "closed", "OPEN": "opened"}
_REVERTS = re.compile(r"\bReverts [\w.-]+/[\w.-]+#(\d+)")
_SEVERITIES = {"1": "CRITICAL", "2": "HIGH", "3": "MEDIUM", "4": "LOW"}


def merge_requests(repository: Repository, project_id: int) -> list[MergeRequest]:
    """The project's merge requests, numbered by themselves; ids are still to be given."""
    ordered = sorted(repository.pull_requests, key=lambda pull_request: pull_request.number)
    iids = {pull_request.number: iid for iid, pull_request in enumerate(ordered, start=1)}
    parents = {commit.sha: len(commit.parents) for commit in repository.commits}
    return [
        _merge_request(pull_request, repository.full_name, project_id, iids, parents)
        for pull_request in ordered
    ]


def _merge_request(
    pull_request: PullRequest,
    path: str,
    project_id: int,
    iids: Mapping[int, int],
    parents: Mapping[str, int],
) -> MergeRequest:
    iid = iids[pull_request.number]
    notes = conversation.merge_request_notes(pull_request, path, iid)
    sha = pull_request.merge_commit_sha
    is_merge_commit = sha is not None and parents.get(sha, 1) > 1
    is_closed = pull_request.state == "CLOSED"
    from_here = pull_request.head_repository == path
    return MergeRequest(
        id=0,
        iid=iid,
        title=f"Draft: {pull_request.title}" if pull_request.is_draft else pull_request.title,
        description=_description(pull_request, iids),
        author=pull_request.author or GHOST,
        state=_STATES[pull_request.state],
        is_draft=pull_request.is_draft,
        created_at=pull_request.created_at,
        updated_at=max([pull_request.updated_at, *(note.created_at for note in notes)]),
        merged_at=pull_request.merged_at,
        closed_at=pull_request.closed_at if is_closed else None,
        merged_by=pull_request.merged_by,
        closed_by=_closed_by(pull_request) if is_closed else None,
        merge_commit_sha=sha if is_merge_commit else None,
        squash_commit_sha=None if is_merge_commit else sha,
        source_branch=pull_request.head_branch,
        target_branch=pull_request.base_branch,
        source_project_id=project_id if from_here else _fork_id(pull_request, project_id),
        head_sha=pull_request.head_sha or None,
        labels=pull_request.labels,
        reviewers=_reviewers(pull_request),
        files=pull_request.files,
        commits=pull_request.commits,
        notes=notes,
        approvals=conversation.approvals(pull_request),
    )


def _description(pull_request: PullRequest, iids: Mapping[int, int]) -> str:
    """The body, with reverts as GitLab words them."""

    def worded(match: re.Match[str]) -> str:
        iid = iids.get(int(match.group(1)))
        return match.group(0) if iid is None else f"This reverts merge request !{iid}"

    return _REVERTS.sub(worded, pull_request.body)


def _closed_by(pull_request: PullRequest) -> Account:
    closings = [e.actor for e in pull_request.timeline if e.event_type == "ClosedEvent"]
    return (closings[-1] if closings else None) or pull_request.author or GHOST


def _fork_id(pull_request: PullRequest, project_id: int) -> int | None:
    return None if pull_request.head_repository is None else project_id + 1_000_000


def _reviewers(pull_request: PullRequest) -> tuple[Account, ...]:
    asked: dict[str, Account] = {}
    for event in pull_request.timeline:
        reviewer = event.requested_reviewer
        if reviewer is not None and event.event_type == "ReviewRequestedEvent":
            asked[reviewer.login] = reviewer
        elif reviewer is not None and event.event_type == "ReviewRequestRemovedEvent":
            asked.pop(reviewer.login, None)
    return tuple(asked.values())


def issues(repository: Repository, incident_label: str, severity_prefix: str) -> list[Issue]:
    """The project's issues, numbered by themselves; ids are still to be given."""
    ordered = sorted(repository.issues, key=lambda issue: issue.number)
    return [
        _issue(issue, iid, incident_label, severity_prefix)
        for iid, issue in enumerate(ordered, start=1)
    ]


def _issue(issue: WorldIssue, iid: int, incident_label: str, severity_prefix: str) -> Issue:
    is_incident = incident_label in issue.labels
    named = [s.removeprefix(severity_prefix) for s in issue.labels if s.startswith(severity_prefix)]
    severity = _SEVERITIES.get(named[0], "UNKNOWN") if is_incident and named else "UNKNOWN"
    notes = conversation.issue_notes(issue)
    return Issue(
        id=0,
        iid=iid,
        title=issue.title,
        description=issue.body,
        author=issue.author or GHOST,
        issue_type="incident" if is_incident else "issue",
        severity=severity,
        state="closed" if issue.closed_at else "opened",
        created_at=issue.created_at,
        updated_at=max([issue.updated_at, *(note.created_at for note in notes)]),
        closed_at=issue.closed_at,
        closed_by=(issue.author or GHOST) if issue.closed_at else None,
        labels=issue.labels,
        notes=notes,
    )
