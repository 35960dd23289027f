"""What a project's extraction has to remember between requests and between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to fetch next.
It is committed as rows of ``extraction_state`` in the same load as the data it covers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

THOROUGH_EVERY = timedelta(days=7)
"""How old the last thorough look may be."""


@dataclass
class ProjectState:
    """Everything remembered about one project; instants are naive UTC as ISO-8601.

    Attributes:
        since: Issues last updated before this instant were left out.
        complete: Whether the project was once read to its end (or to ``since``).
        newest: The newest update met when the first reading began.
        oldest: How far down the first reading has come, while it is not complete.
        watermark: Every update up to this instant has been read.
        thorough_at: When everything was last listed (with an offset).
    """

    since: str | None = None
    complete: bool = False
    newest: str | None = None
    oldest: str | None = None
    watermark: str | None = None
    thorough_at: str | None = None

    @classmethod
    def from_json(cls, state: dict[str, Any], since: datetime | None) -> ProjectState:
        """Return the remembered state, or a fresh one if more is asked for than was read.

        Args:
            state: What ``as_json`` returned, or empty.
            since: What this run is asked to leave out.
        """
        wanted = since.astimezone(UTC).replace(tzinfo=None).isoformat() if since else None
        remembered = cls(**state) if state else cls(since=wanted)
        reaches_back = remembered.since is not None and (
            wanted is None or wanted < remembered.since
        )
        return cls(since=wanted) if reaches_back else remembered

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def is_thorough_due(self, now: datetime) -> bool:
        """Whether everything should be listed again."""
        if self.thorough_at is None:
            return True
        return now - datetime.fromisoformat(self.thorough_at) >= THOROUGH_EVERY

    def met(self, newest: datetime | None, oldest: datetime | None) -> None:
        """Take note of how far the first reading has come."""
        if self.newest is None and newest is not None:
            self.newest = newest.isoformat()
        if oldest is not None:
            self.oldest = oldest.isoformat()

    def finish(self) -> None:
        """The first reading has reached its end: what it met first is the watermark now."""
        self.complete = True
        self.watermark, self.newest, self.oldest = self.newest, None, None

    def advance(self, newest: datetime | None) -> None:
        """A reading of changes has reached its end, having met this update first."""
        if newest is not None:
            self.watermark = max(self.watermark or "", newest.isoformat())
