"""Commits and pull requests with everything that hangs on them.

Belongs here: the change itself. Does not belong here: what happens to it after the merge
(`sandbox.entities.operations`).
"""

from dataclasses import dataclass
from datetime import datetime

from sandbox.entities.accounts import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit, on a pull request's branch or on the default branch.

    `first_seen_at` is the server's time of the push that brought the commit, which the API does
    not show. `pull_request_number` is set on default-branch commits that a pull request brought.
    """

    sha: str
    authored_at: datetime
    committed_at: datetime
    first_seen_at: datetime
    author: Account | None
    message: str = ""
    author_name: str = "ghost"
    parents: tuple[str, ...] = ()
    additions: int = 0
    deletions: int = 0
    changed_files: int = 0
    pull_request_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """One file of a pull request; `change_type` is GitHub's PatchStatus name."""

    path: str
    additions: int = 0
    deletions: int = 0
    change_type: str = "MODIFIED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A submitted review. `comment_count` counts its inline comments, without the body."""

    node_id: str
    database_id: int
    author: Account | None
    state: str
    submitted_at: datetime
    commit_sha: str | None = None
    body: str = ""
    comment_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """A pull request's timeline item; `event_type` is GitHub's GraphQL type name.

    A review request names either `requested_reviewer` or `requested_team_slug`; a force push
    has `before_sha` and `after_sha`; a merge has its commit in `after_sha`.
    """

    node_id: str
    event_type: str
    created_at: datetime
    actor: Account | None = None
    requested_reviewer: Account | None = None
    requested_team_slug: str | None = None
    before_sha: str | None = None
    after_sha: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """A pull request; commits in branch order, reviews and timeline in order of time.

    `is_later_part` is true for what was cut off another one: the work behind it is that one's.
    """

    node_id: str
    database_id: int
    number: int
    title: str
    author: Account | None
    created_at: datetime
    updated_at: datetime
    body: str = ""
    is_draft: bool = False
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    merged_by: Account | None = None
    merge_commit_sha: str | None = None
    base_branch: str = "main"
    head_branch: str = "topic"
    head_repository: str | None = None
    labels: tuple[str, ...] = ()
    commits: tuple[Commit, ...] = ()
    files: tuple[ChangedFile, ...] = ()
    reviews: tuple[Review, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    is_later_part: bool = False

    @property
    def state(self) -> str:
        """`MERGED`, `CLOSED` or `OPEN`."""
        if self.merged_at is not None:
            return "MERGED"
        return "OPEN" if self.closed_at is None else "CLOSED"

    @property
    def head_sha(self) -> str:
        """The last commit's sha."""
        return self.commits[-1].sha if self.commits else ""

    @property
    def additions(self) -> int:
        """Added lines over all files."""
        return sum(file.additions for file in self.files)

    @property
    def deletions(self) -> int:
        """Deleted lines over all files."""
        return sum(file.deletions for file in self.files)
