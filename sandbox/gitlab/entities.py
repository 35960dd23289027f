"""What the sandboxed GitLab holds: projects, merge requests, pipelines and so on.

Belongs here: plain records. Does not belong here: how they come about (`derivation`), or how they
look in an answer (`representations`).

Instants are aware UTC. Ids grow with the time of creation, as GitLab's do.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.world import Account, ChangedFile, Commit

GHOST = Account(login="ghost", node_id="U_ghost", database_id=1_243_277, name="Ghost User")
"""Who GitLab says it was when the account is gone."""


@dataclass(slots=True, kw_only=True)
class Note:
    """A note below a merge request or issue; `kind` is GitLab's `type`."""

    author: Account
    body: str
    created_at: datetime
    is_system: bool = False
    kind: str | None = None
    path: str | None = None
    resolved_at: datetime | None = None
    resolved_by: Account | None = None
    updated_at: datetime | None = None
    id: int = 0


@dataclass(slots=True, kw_only=True)
class Approval:
    """An approval that stands."""

    user: Account
    approved_at: datetime


@dataclass(slots=True, kw_only=True)
class MergeRequest:
    """A merge request; commits oldest first."""

    id: int
    iid: int
    title: str
    description: str
    author: Account
    state: str
    is_draft: bool
    created_at: datetime
    updated_at: datetime
    merged_at: datetime | None
    closed_at: datetime | None
    merged_by: Account | None
    closed_by: Account | None
    merge_commit_sha: str | None
    squash_commit_sha: str | None
    source_branch: str
    target_branch: str
    source_project_id: int | None
    head_sha: str | None
    labels: tuple[str, ...]
    reviewers: tuple[Account, ...]
    files: tuple[ChangedFile, ...]
    commits: tuple[Commit, ...]
    notes: list[Note] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Issue:
    """An issue, or an incident, which is an issue of a type of its own."""

    id: int
    iid: int
    title: str
    description: str
    author: Account
    issue_type: str
    severity: str
    state: str
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    closed_by: Account | None
    labels: tuple[str, ...]
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Pipeline:
    """A pipeline in its present state."""

    id: int
    iid: int
    ref: str
    sha: str
    status: str
    source: str
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True, kw_only=True)
class Job:
    """One run of a job; `is_retried` says that a later one stands in its place."""

    id: int
    pipeline: Pipeline
    name: str
    stage: str
    status: str
    user: Account
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    is_retried: bool = False


@dataclass(slots=True, kw_only=True)
class Environment:
    """Where software runs; `tier` is production, staging, testing, development or other."""

    id: int
    name: str
    tier: str
    created_at: datetime


@dataclass(slots=True, kw_only=True)
class Deployment:
    """A deployment; one that some other tool reported has no job."""

    id: int
    iid: int
    environment: Environment
    ref: str
    sha: str
    status: str
    user: Account
    created_at: datetime
    updated_at: datetime
    job: Job | None = None


@dataclass(slots=True, kw_only=True)
class Project:
    """A project and all it holds; commits by sha, those of the default branch, oldest first."""

    id: int
    path: str
    default_branch: str
    is_archived: bool
    is_fork: bool
    created_at: datetime
    last_activity_at: datetime
    commits: dict[str, Commit] = field(default_factory=dict)
    merge_requests: dict[int, MergeRequest] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    pipelines: dict[int, Pipeline] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)
    environments: dict[int, Environment] = field(default_factory=dict)
    deployments: dict[int, Deployment] = field(default_factory=dict)
