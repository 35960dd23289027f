"""What a repository's extraction has to remember between requests and between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to fetch next.
It is committed as rows of ``extraction_state`` in the same load as the data it covers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from extract.core.source import Row

OVERLAP = timedelta(days=35)
"""How far below the last known update a thorough run looks again (rule G5)."""

RECENT = timedelta(days=7)
"""How long after its last update a record's children are fetched again every run, and how old a
thorough look may be: a review or a status may arrive without touching its parent's update time."""


@dataclass(frozen=True)
class FirstPage:
    """What is known of the page that every run of a REST list begins with.

    Attributes:
        etag: GitHub's validator of it.
        next_url: The page after it, if any.
        oldest: The least order value on it (naive UTC, ISO).
        total: How many records the list had in all, where GitHub says so.
    """

    etag: str
    next_url: str | None
    oldest: str | None
    total: int | None


@dataclass
class ListState:
    """How far one newest-first list of a repository has been read.

    Attributes:
        complete: Whether it was once read to its end (or to ``since``).
        cursor: Where the first reading goes on: a cursor of GraphQL, or a URL of REST.
        newest: The newest order value met when the reading in progress began (naive UTC, ISO).
        watermark: Everything up to this order value has been read (naive UTC, ISO).
        accepted: The tool's count and ours when their difference was last looked into.
        first: What is known of its first page, as ``FirstPage``.
    """

    complete: bool = False
    cursor: str | None = None
    newest: str | None = None
    watermark: str | None = None
    accepted: list[int] = field(default_factory=list)
    first: dict[str, Any] | None = None

    def watermark_at(self) -> datetime:
        """Return the watermark; the beginning of time if there is none."""
        return datetime.fromisoformat(self.watermark) if self.watermark else datetime.min  # noqa: DTZ901

    def met(self, value: datetime) -> None:
        """Take note of the newest order value of a reading that begins."""
        if self.newest is None:
            self.newest = value.isoformat()

    def first_page(self) -> FirstPage | None:
        """Return what is known of the first page, if anything."""
        return FirstPage(**self.first) if self.first else None

    def remember(self, first: FirstPage | None) -> None:
        """Remember the first page of a reading that has reached its end."""
        self.first = asdict(first) if first else None

    def finish(self) -> None:
        """The reading has reached its end: what it met first is the watermark now."""
        self.complete = True
        self.cursor = None
        self.watermark = max(filter(None, (self.watermark, self.newest)), default=None)
        self.newest = None


@dataclass
class RepositoryState:
    """Everything remembered about one repository.

    Attributes:
        since: Records last updated before this instant were left out (naive UTC, ISO).
        lists: By the list's name.
        page_size: As ``PageSize.as_state`` gives it.
        thorough_at: When the whole overlap was last looked at (UTC, ISO).
        jobs_from: Jobs are fetched for workflow runs created since then (naive UTC, ISO).
        pending_jobs: Workflow runs whose jobs are still to be fetched.
        attempts: How many attempts those of them have that have more than one.
    """

    since: str | None = None
    lists: dict[str, ListState] = field(default_factory=dict)
    page_size: dict[str, Any] = field(default_factory=dict)
    thorough_at: str | None = None
    jobs_from: str | None = None
    pending_jobs: list[int] = field(default_factory=list)
    attempts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def from_json(cls, state: dict[str, Any], since: datetime | None) -> RepositoryState:
        """Return the remembered state, or a fresh one if more is asked for than was read.

        Args:
            state: What ``as_json`` returned, or empty.
            since: What this run is asked to leave out.
        """
        wanted = since.astimezone(UTC).replace(tzinfo=None).isoformat() if since else None
        if not state:
            return cls(since=wanted)
        known = {**state, "lists": {k: ListState(**v) for k, v in state["lists"].items()}}
        remembered = cls(**known)
        reaches_back = remembered.since is not None and (
            wanted is None or wanted < remembered.since
        )
        if reaches_back:
            return cls(since=wanted, page_size=remembered.page_size)
        return remembered

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def of(self, name: str) -> ListState:
        """Return the state of one list."""
        return self.lists.setdefault(name, ListState())

    def since_at(self) -> datetime:
        """Return the instant (naive UTC) below which records are left out."""
        return datetime.fromisoformat(self.since) if self.since else datetime.min  # noqa: DTZ901

    def is_thorough_due(self, now: datetime) -> bool:
        """Whether the whole overlap should be looked at again."""
        if self.thorough_at is None:
            return True
        return now - datetime.fromisoformat(self.thorough_at) >= RECENT

    def note_jobs(self, row: Row, history: timedelta) -> None:
        """Take note of a workflow run that is new or has changed, unless it is too old.

        Args:
            row: The workflow run.
            history: How far before the newest run of the first extraction jobs are fetched.
        """
        self.jobs_from = self.jobs_from or (row["created_at"] - history).isoformat()
        if row["created_at"] < datetime.fromisoformat(self.jobs_from):
            return
        workflow_run_id = row["workflow_run_id"]
        if workflow_run_id not in self.pending_jobs:
            self.pending_jobs.append(workflow_run_id)
        if row["run_attempt"] > 1:
            self.attempts[str(workflow_run_id)] = row["run_attempt"]

    def attempts_of(self, workflow_run_id: int) -> int:
        """Return how many attempts a pending workflow run has."""
        return self.attempts.get(str(workflow_run_id), 1)

    def jobs_done(self, workflow_run_id: int) -> None:
        """Take note that a workflow run's jobs and attempts have been fetched."""
        self.pending_jobs.remove(workflow_run_id)
        self.attempts.pop(str(workflow_run_id), None)
