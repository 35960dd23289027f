"""What a project's extraction has to remember between requests and between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to fetch next.
It is committed as rows of ``extraction_state`` in the same load as the data it covers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

OVERLAP = timedelta(days=35)
"""How far below the last known update a thorough run looks again (rule G5)."""

SHORT_OVERLAP = timedelta(days=1)
"""How far any other run does: GitLab's own servers do not quite agree on the time."""

RECENT = timedelta(days=7)
"""How old a thorough look may be, and how long after its last update the notes of a record are
fetched again by a thorough run."""

EARLIEST = datetime(1970, 1, 1)  # noqa: DTZ001 - instants are naive UTC here


@dataclass
class ListState:
    """How far one list of a project has been read.

    Attributes:
        complete: Whether it was once read to its end (or to ``since``).
        watermark: Everything up to this order value has been read (naive UTC, ISO).
        newest: The newest order value met when a first reading, newest first, began.
        cursor: The page such a reading goes on with.
        asked: The question that ``etag`` belongs to.
        etag: Of the list's only page when it was last read.
        accepted: GitLab's count and ours when their difference was last looked into.
    """

    complete: bool = False
    watermark: str | None = None
    newest: str | None = None
    cursor: str | None = None
    asked: str | None = None
    etag: str | None = None
    accepted: list[int] = field(default_factory=list)

    def watermark_at(self) -> datetime | None:
        """Return the watermark, if there is one."""
        return datetime.fromisoformat(self.watermark) if self.watermark else None

    def reached(self, value: datetime, now: datetime) -> None:
        """Raise the watermark to an order value, but never into the future."""
        value = min(value, now)
        if self.watermark is None or value.isoformat() > self.watermark:
            self.watermark = value.isoformat()

    def etag_for(self, question: str) -> str | None:
        """Return the entity tag we have of a question's answer."""
        return self.etag if self.asked == question else None

    def remember(self, question: str, etag: str | None) -> None:
        """Keep the entity tag of a question's answer; None forgets it."""
        self.asked, self.etag = (question, etag) if etag else (None, None)


@dataclass
class ProjectState:
    """Everything remembered about one project.

    Attributes:
        project_id: Whose state it is: a path can come to name another project.
        since: Records last updated before this instant were left out (naive UTC, ISO).
        lists: By the stream's name.
        thorough_at: When the whole overlap was last looked at (UTC, ISO).
        default_branch: Whose commits were read.
        pending_pipelines: Old pipelines that moved and whose jobs are still to be read.
    """

    project_id: int
    since: str | None = None
    lists: dict[str, ListState] = field(default_factory=dict)
    thorough_at: str | None = None
    default_branch: str | None = None
    pending_pipelines: list[int] = field(default_factory=list)

    @classmethod
    def from_json(
        cls, state: dict[str, Any], project_id: int, since: datetime | None
    ) -> ProjectState:
        """Return the remembered state, or a fresh one if more is asked for than was read.

        Args:
            state: What ``as_json`` returned, or empty.
            project_id: Whose state is wanted.
            since: What this run is asked to leave out.
        """
        wanted = since.astimezone(UTC).replace(tzinfo=None).isoformat() if since else None
        if state.get("project_id") != project_id:
            return cls(project_id, since=wanted)
        lists = {name: ListState(**known) for name, known in state["lists"].items()}
        remembered = cls(**{**state, "lists": lists})
        reaches_back = remembered.since is not None and (
            wanted is None or wanted < remembered.since
        )
        return cls(project_id, since=wanted) if reaches_back else remembered

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def of(self, name: str) -> ListState:
        """Return the state of one list."""
        return self.lists.setdefault(name, ListState())

    def reads_branch(self, stream: str, branch: str | None) -> None:
        """Begin the commits anew if another branch has become the default; None is unknown."""
        if branch is None:
            return
        if self.default_branch not in (None, branch):
            self.lists.pop(stream, None)
        self.default_branch = branch

    def since_at(self) -> datetime:
        """Return the instant (naive UTC) below which records are left out."""
        return datetime.fromisoformat(self.since) if self.since else EARLIEST

    def is_thorough_due(self, now: datetime) -> bool:
        """Whether the whole overlap should be looked at again."""
        if self.thorough_at is None:
            return True
        return now - datetime.fromisoformat(self.thorough_at) >= RECENT
