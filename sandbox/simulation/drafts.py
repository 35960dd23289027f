"""Changeable records that the simulation fills before the world is made of them.

Belongs here: the plan of a change, a deployment, an incident, in seconds since 1970 and with
stable keys instead of numbers. Does not belong here: cutting at `as_of`, numbering and ids
(`sandbox.simulation.assembly`): a draft may reach into the future.
"""

from dataclasses import dataclass, field

from sandbox.entities.accounts import Account
from sandbox.entities.changes import ChangedFile


@dataclass(slots=True)
class CommitDraft:
    """A commit of a branch or of the default branch; `seen` is the server's time of its push.

    `authored` and `committed` are the author's own clock, which may be wrong.
    """

    sha: str
    authored: int
    committed: int
    seen: int
    author: Account | None
    author_name: str
    message: str
    parents: tuple[str, ...] = ()
    additions: int = 0
    deletions: int = 0
    changed_files: int = 0
    change_key: str | None = None


@dataclass(slots=True)
class PushDraft:
    """A push to a branch; `before` is empty for a creation, `after` for a deletion."""

    key: str
    branch: str
    before: str
    after: str
    at: int
    activity_type: str
    actor: Account | None


@dataclass(slots=True)
class EventDraft:
    """A timeline item of a change."""

    event_type: str
    at: int
    actor: Account | None
    reviewer: Account | None = None
    team_slug: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(slots=True)
class ReviewDraft:
    """A review of a change; `dismissed` is when it stopped to count, if it did."""

    at: int
    author: Account | None
    state: str
    body: str
    comment_count: int
    commit_sha: str = ""
    dismissed: int | None = None


@dataclass(slots=True)
class RewriteDraft:
    """A force push: the shas before and when; the commits of the change are those after it."""

    at: int
    before: tuple[CommitDraft, ...]


@dataclass(slots=True)
class ChangeDraft:
    """A pull request to be; `key` is unique and stable, `merged` may still move by seconds.

    `reverts` is the key of the change whose number the body names as taken back. `style` is how
    it is merged: squash or merge.
    """

    key: str
    repository: str
    author: Account | None
    author_name: str
    title: str
    body: str
    created: int
    branch: str
    services: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_draft: bool = False
    head_repository: str | None = None
    is_from_fork: bool = False
    is_later_part: bool = False
    style: str = "squash"
    merged: int | None = None
    merged_by: Account | None = None
    merge_sha: str | None = None
    reverts: str | None = None
    files: tuple[ChangedFile, ...] = ()
    commits: list[CommitDraft] = field(default_factory=list)
    rewrites: list[RewriteDraft] = field(default_factory=list)
    pushes: list[PushDraft] = field(default_factory=list)
    reviews: list[ReviewDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)


@dataclass(slots=True)
class StatusDraft:
    """A reported state of a deployment."""

    state: str
    at: int


@dataclass(slots=True)
class DeploymentDraft:
    """A deployment; `is_recorded` is false where a breakage keeps it from GitHub."""

    key: str
    environment: str
    sha: str
    created: int
    task: str = "deploy"
    is_recorded: bool = True
    statuses: list[StatusDraft] = field(default_factory=list)


@dataclass(slots=True)
class IssueDraft:
    """An issue; `deployment` is the key of the deployment that a label of it names.

    `edited` is when its labels changed last; a forgotten one is over but nobody closes it.
    """

    key: str
    title: str
    body: str
    author: Account | None
    created: int
    labels: tuple[str, ...] = ()
    closed: int | None = None
    state_reason: str = "COMPLETED"
    deployment: str | None = None
    edited: int | None = None
    is_forgotten: bool = False


@dataclass(slots=True)
class ReleaseDraft:
    """A release of a default-branch commit."""

    key: str
    tag: str
    sha: str
    created: int
    published: int | None
    is_prerelease: bool = False


@dataclass(slots=True)
class RepositoryDraft:
    """A repository and everything that happened in it."""

    full_name: str
    created: int
    changes: list[ChangeDraft] = field(default_factory=list)
    commits: list[CommitDraft] = field(default_factory=list)
    pushes: list[PushDraft] = field(default_factory=list)
    deployments: list[DeploymentDraft] = field(default_factory=list)
    issues: list[IssueDraft] = field(default_factory=list)
    releases: list[ReleaseDraft] = field(default_factory=list)
