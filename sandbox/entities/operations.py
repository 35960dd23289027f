"""Pushes, issues, releases, deployments and workflow runs.

Belongs here: what a repository records besides its changes. Does not belong here: pull requests
and commits (`sandbox.entities.changes`).
"""

from dataclasses import dataclass
from datetime import datetime

from sandbox.entities.accounts import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A repository activity as REST lists it. `ref` is full (`refs/heads/main`).

    `activity_type`: push, force_push, branch_creation, branch_deletion, pr_merge. Creation has
    forty zeros as `before_sha`, deletion as `after_sha`.
    """

    database_id: int
    node_id: str
    ref: str
    before_sha: str
    after_sha: str
    pushed_at: datetime
    activity_type: str
    actor: Account | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue; numbers are shared with the repository's pull requests."""

    node_id: str
    database_id: int
    number: int
    title: str
    author: Account | None
    created_at: datetime
    updated_at: datetime
    body: str = ""
    closed_at: datetime | None = None
    state_reason: str | None = None
    labels: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`CLOSED` or `OPEN`."""
        return "OPEN" if self.closed_at is None else "CLOSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release and the commit its tag points to (`None`: the tag was deleted)."""

    node_id: str
    database_id: int
    tag_name: str
    name: str
    created_at: datetime
    updated_at: datetime
    author: Account | None = None
    tag_commit_sha: str | None = None
    is_draft: bool = False
    is_prerelease: bool = False
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentStatus:
    """One reported state of a deployment, as GraphQL names it (`SUCCESS`, `FAILURE`, ...)."""

    node_id: str
    state: str
    created_at: datetime
    creator: Account | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A deployment of a default-branch commit; statuses in order of time."""

    node_id: str
    database_id: int
    environment: str
    commit_sha: str
    created_at: datetime
    updated_at: datetime
    ref: str | None = "main"
    task: str = "deploy"
    description: str | None = None
    creator: Account | None = None
    statuses: tuple[DeploymentStatus, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowJob:
    """A job of one attempt of a workflow run; states and conclusions as REST names them."""

    database_id: int
    node_id: str
    run_attempt: int
    name: str
    created_at: datetime
    started_at: datetime
    completed_at: datetime | None = None
    status: str = "completed"
    conclusion: str | None = "success"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowRun:
    """A workflow run in its latest attempt, with the jobs of all attempts."""

    database_id: int
    node_id: str
    workflow_id: int
    workflow_name: str
    event: str
    head_sha: str
    run_number: int
    created_at: datetime
    run_started_at: datetime
    updated_at: datetime
    head_branch: str | None = None
    run_attempt: int = 1
    status: str = "completed"
    conclusion: str | None = "success"
    actor: Account | None = None
    jobs: tuple[WorkflowJob, ...] = ()
