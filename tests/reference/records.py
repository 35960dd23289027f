"""What the truth file holds, as far as metrics need it, and how it is read.

Belongs here: the records and their decoding. Does not belong here: any rule about them.
"""

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

ARRIVALS = ("push", "force_push", "branch_creation")


@dataclass(frozen=True)
class Account:
    login: str
    kind: str


@dataclass(frozen=True)
class Commit:
    sha: str
    committed_at: datetime
    first_seen_at: datetime
    author: Account | None
    parents: tuple[str, ...]
    pull_request_number: int | None = None


@dataclass(frozen=True)
class ChangedFile:
    path: str
    additions: int
    deletions: int

    @property
    def lines(self) -> int:
        return self.additions + self.deletions


@dataclass(frozen=True)
class Review:
    node_id: str
    author: Account | None
    state: str
    submitted_at: datetime
    body: str
    comment_count: int


@dataclass(frozen=True)
class TimelineEvent:
    node_id: str
    event_type: str
    created_at: datetime
    requested_reviewer: Account | None = None
    requested_team_slug: str | None = None


@dataclass(frozen=True)
class PullRequest:
    node_id: str
    number: int
    title: str
    body: str
    author: Account | None
    created_at: datetime
    is_draft: bool
    closed_at: datetime | None
    merged_at: datetime | None
    merge_commit_sha: str | None
    base_branch: str
    head_branch: str
    head_repository: str | None
    labels: tuple[str, ...]
    commits: tuple[Commit, ...]
    files: tuple[ChangedFile, ...]
    reviews: tuple[Review, ...]
    timeline: tuple[TimelineEvent, ...]


@dataclass(frozen=True)
class Push:
    ref: str
    before_sha: str
    after_sha: str
    pushed_at: datetime
    activity_type: str


@dataclass(frozen=True)
class Issue:
    node_id: str
    created_at: datetime
    closed_at: datetime | None
    labels: tuple[str, ...]


@dataclass(frozen=True)
class DeploymentStatus:
    state: str
    created_at: datetime


@dataclass(frozen=True)
class Deployment:
    node_id: str
    environment: str
    commit_sha: str
    created_at: datetime
    creator: Account | None
    statuses: tuple[DeploymentStatus, ...]


@dataclass(frozen=True)
class WorkflowJob:
    run_attempt: int
    completed_at: datetime | None
    conclusion: str | None


@dataclass(frozen=True)
class WorkflowRun:
    node_id: str
    database_id: int
    workflow_name: str
    event: str
    head_branch: str | None
    head_sha: str
    created_at: datetime
    jobs: tuple[WorkflowJob, ...]


@dataclass(frozen=True)
class Repository:
    full_name: str
    default_branch: str
    pull_requests: tuple[PullRequest, ...]
    commits: tuple[Commit, ...]
    pushes: tuple[Push, ...]
    issues: tuple[Issue, ...]
    deployments: tuple[Deployment, ...]
    workflow_runs: tuple[WorkflowRun, ...] = ()

    @cached_property
    def commit_by_sha(self) -> dict[str, Commit]:
        """The default branch's commits."""
        return {commit.sha: commit for commit in self.commits}

    @cached_property
    def merged_by_sha(self) -> dict[str, PullRequest]:
        """The merged pull requests by the commit that merged them."""
        return {
            pull_request.merge_commit_sha: pull_request
            for pull_request in self.pull_requests
            if pull_request.merged_at and pull_request.merge_commit_sha
        }

    @cached_property
    def arrivals(self) -> dict[str, dict[str, datetime]]:
        """By full branch name: when each commit was first the branch's head."""
        found: dict[str, dict[str, datetime]] = {}
        for push in sorted(self.pushes, key=lambda push: push.pushed_at):
            if push.activity_type in ARRIVALS:
                found.setdefault(push.ref, {}).setdefault(push.after_sha, push.pushed_at)
        return found


@dataclass(frozen=True)
class RosterRow:
    person_id: str
    team_id: str
    valid_from: date
    valid_to: date | None
    fte: float
    time_zone: str
    available_fraction: float


@dataclass(frozen=True)
class IdentityRow:
    source: str
    account: str
    person_id: str | None
    actor_kind: str


@dataclass(frozen=True)
class Truth:
    as_of: datetime
    organisation: dict[str, Any]
    roster: tuple[RosterRow, ...]
    identities: tuple[IdentityRow, ...]
    repositories: tuple[Repository, ...]

    def repository(self, full_name: str) -> Repository:
        return next(each for each in self.repositories if each.full_name == full_name)


def _plain(kind: Any, value: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value).astimezone(UTC)
    if kind is date:
        return date.fromisoformat(value)
    return value


def decode(kind: Any, value: Any) -> Any:
    """A record of a dataclass from its JSON; keys it does not have are ignored."""
    if value is None:
        return None
    arguments = typing.get_args(kind)
    if isinstance(kind, types.UnionType):
        return decode(arguments[0], value)
    if typing.get_origin(kind) is tuple:
        return tuple(decode(arguments[0], each) for each in value)
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        return _plain(kind, value)
    hints = typing.get_type_hints(kind)
    return kind(
        **{name: decode(hint, value[name]) for name, hint in hints.items() if name in value}
    )


def read_truth(path: Path) -> Truth:
    """The truth that `python -m sandbox truth` wrote."""
    truth: Truth = decode(Truth, json.loads(path.read_text()))
    return truth
