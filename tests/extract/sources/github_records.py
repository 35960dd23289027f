"""One raw record of each kind as GitHub gives it, and what parses it.

Belongs here: examples. Does not belong here: tests.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from extract.core.source import Row, Stream
from extract.sources.github import pull_request_streams, streams
from extract.sources.github.parsing import pull_requests as of_pull_requests
from extract.sources.github.parsing import repository_records as of_repository
from extract.sources.github.parsing import rest_records as of_rest

REPOSITORY = "harbour/checkout"
PROSE = "please do not land me"
ALICE = {"__typename": "User", "login": "alice"}
AT = "2026-01-02T03:04:05Z"
NAIVE = datetime(2026, 1, 2, 3, 4, 5)  # noqa: DTZ001 - rows hold naive UTC

PULL_REQUEST: dict[str, Any] = {
    "id": "PR_1",
    "number": 7,
    "title": f"Revert: {PROSE}",
    "body": f"Reverts harbour/checkout#5. This reverts commit {'ab' * 20}. {PROSE}",
    "author": ALICE,
    "state": "MERGED",
    "isDraft": False,
    "createdAt": AT,
    "updatedAt": AT,
    "closedAt": AT,
    "mergedAt": AT,
    "mergedBy": ALICE,
    "mergeCommit": {"oid": "c0ffee"},
    "baseRefName": "main",
    "headRefName": "topic",
    "headRefOid": "beef",
    "headRepository": {"nameWithOwner": "fork/checkout"},
    "additions": 3,
    "deletions": 2,
    "changedFiles": 1,
    "labels": {"nodes": [{"name": "hotfix"}, {"name": "a,b"}]},
    "commits": {"totalCount": 2, "nodes": []},
    "reviews": {"totalCount": 1, "nodes": []},
    "timelineItems": {"nodes": []},
    "files": None,
}
REVIEW: dict[str, Any] = {
    "id": "PRR_1",
    "author": {"__typename": "Bot", "login": "linter"},
    "state": "COMMENTED",
    "submittedAt": AT,
    "commit": {"oid": "beef"},
    "body": PROSE,
    "comments": {"totalCount": 4},
}
COMMIT: dict[str, Any] = {
    "id": "C_1",
    "oid": "beef",
    "message": f'Revert "x"\n\nThis reverts commit {"cd" * 20}.\n{PROSE}',
    "authoredDate": "2026-01-02T04:04:05+01:00",
    "committedDate": AT,
    "additions": 1,
    "deletions": 0,
    "author": {"user": {"login": "alice"}},
    "parents": {"totalCount": 2, "nodes": [{"oid": "p1"}, {"oid": "p2"}]},
    "associatedPullRequests": {"nodes": []},
}
EVENT: dict[str, Any] = {
    "__typename": "ReviewRequestedEvent",
    "id": "RRE_1",
    "createdAt": AT,
    "actor": ALICE,
    "requestedReviewer": {"__typename": "User", "login": "bob"},
}
FILE = {"path": "src/ä b.py", "additions": 1, "deletions": 2, "changeType": "RENAMED"}
ISSUE: dict[str, Any] = {
    "id": "I_1",
    "number": 3,
    "author": ALICE,
    "issueState": "CLOSED",
    "stateReason": "COMPLETED",
    "createdAt": AT,
    "updatedAt": AT,
    "closedAt": None,
    "labels": {"nodes": [{"name": "severity:1"}, {"name": "incident"}]},
}
RELEASE = {
    "id": "RE_1",
    "tagName": "v1",
    "isDraft": False,
    "isPrerelease": True,
    "createdAt": AT,
    "publishedAt": None,
    "tagCommit": None,
}
DEPLOYMENT: dict[str, Any] = {
    "id": "DE_1",
    "environment": "production",
    "commitOid": "beef",
    "task": "deploy",
    "createdAt": AT,
    "updatedAt": AT,
    "ref": None,
    "creator": ALICE,
    "statuses": {"nodes": []},
}
STATUS: dict[str, Any] = {"id": "DS_1", "state": "SUCCESS", "createdAt": AT, "creator": None}
ACTIVITY: dict[str, Any] = {
    "id": 11,
    "node_id": "PSH_1",
    "before": "0" * 40,
    "after": "beef",
    "ref": "refs/heads/topic",
    "timestamp": AT,
    "activity_type": "push",
    "actor": {"login": "alice", "id": 1, "avatar_url": "https://example/a.png"},
}
RUN: dict[str, Any] = {
    "id": 21,
    "name": "ci",
    "display_title": PROSE,
    "event": "push",
    "head_branch": "topic",
    "head_sha": "beef",
    "run_number": 4,
    "run_attempt": 2,
    "status": "completed",
    "conclusion": "success",
    "created_at": AT,
    "run_started_at": AT,
    "updated_at": AT,
    "actor": {"login": "alice"},
    "head_commit": {"message": PROSE, "author": {"email": "alice@example.org"}},
}
JOB: dict[str, Any] = {
    "id": 31,
    "run_id": 21,
    "run_attempt": 2,
    "name": "test",
    "status": "in_progress",
    "conclusion": None,
    "created_at": AT,
    "started_at": AT,
    "completed_at": None,
}
REPOSITORY_RECORD = {
    "id": "R_1",
    "nameWithOwner": REPOSITORY,
    "defaultBranchRef": {"name": "main"},
    "isArchived": False,
    "isFork": False,
    "createdAt": AT,
    "updatedAt": AT,
    "pushedAt": None,
}
TEAM = {"id": "T_1", "slug": "atlas", "parentTeam": None, "members": {"edges": []}}
MEMBER = {"role": "MAINTAINER", "node": {"login": "alice"}}

CASES: list[tuple[Stream, Callable[..., Row], dict[str, Any], tuple[Any, ...]]] = [
    (
        pull_request_streams.PULL_REQUESTS,
        of_pull_requests.pull_request_row,
        PULL_REQUEST,
        (REPOSITORY,),
    ),
    (
        pull_request_streams.PULL_REQUEST_REVIEWS,
        of_pull_requests.review_row,
        REVIEW,
        ("PR_1", REPOSITORY),
    ),
    (
        pull_request_streams.PULL_REQUEST_COMMITS,
        of_pull_requests.pull_request_commit_row,
        {"commit": COMMIT},
        ("PR_1", REPOSITORY, 0),
    ),
    (
        pull_request_streams.PULL_REQUEST_TIMELINE,
        of_pull_requests.timeline_row,
        EVENT,
        ("PR_1", REPOSITORY),
    ),
    (
        pull_request_streams.PULL_REQUEST_FILES,
        of_pull_requests.file_row,
        FILE,
        ("PR_1", REPOSITORY),
    ),
    (streams.REPOSITORIES, of_repository.repository_row, REPOSITORY_RECORD, ()),
    (streams.ISSUES, of_repository.issue_row, ISSUE, (REPOSITORY,)),
    (streams.RELEASES, of_repository.release_row, RELEASE, (REPOSITORY,)),
    (streams.DEPLOYMENTS, of_repository.deployment_row, DEPLOYMENT, (REPOSITORY,)),
    (
        streams.DEPLOYMENT_STATUSES,
        of_repository.deployment_status_row,
        STATUS,
        ("DE_1", REPOSITORY),
    ),
    (streams.COMMITS, of_repository.commit_row, COMMIT, (REPOSITORY,)),
    (streams.TEAMS, of_repository.team_row, TEAM, ("harbour",)),
    (streams.TEAM_MEMBERS, of_repository.team_member_row, MEMBER, ("atlas",)),
    (streams.PUSHES, of_rest.push_row, ACTIVITY, (REPOSITORY,)),
    (streams.WORKFLOW_RUNS, of_rest.workflow_run_row, RUN, (REPOSITORY,)),
    (streams.WORKFLOW_RUN_ATTEMPTS, of_rest.workflow_run_attempt_row, RUN, (REPOSITORY,)),
    (streams.WORKFLOW_JOBS, of_rest.workflow_job_row, JOB, (REPOSITORY,)),
]
