"""What a project's extraction has to remember between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to fetch next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

OVERLAP = timedelta(days=35)
"""How far back a thorough run reads again (rule G5)."""

SHORT_OVERLAP = timedelta(days=1)
"""How far back any other run does."""

THOROUGH_EVERY = timedelta(days=7)
"""How old the last thorough look may be."""


@dataclass(frozen=True)
class ProjectState:
    """Everything remembered about one project.

    Attributes:
        since: Analyses before this instant were left out (naive UTC, ISO).
        analysed_at: The last analysis that the listing named at the last reading (naive UTC, ISO).
        thorough_at: When the whole overlap was last looked at (UTC, ISO).
    """

    since: str | None = None
    analysed_at: str | None = None
    thorough_at: str | None = None

    @classmethod
    def from_json(cls, state: Mapping[str, Any], since: datetime | None) -> ProjectState:
        """Return the remembered state, or a fresh one if more is asked for than was read.

        Args:
            state: What ``as_json`` returned, or empty.
            since: What this run is asked to leave out.
        """
        wanted = since.astimezone(UTC).replace(tzinfo=None).isoformat() if since else None
        if not state:
            return cls(since=wanted)
        known = state["since"]
        if known is not None and (wanted is None or wanted < known):
            return cls(since=wanted)
        return cls(**state)

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def is_thorough_due(self, now: datetime) -> bool:
        """Whether the whole overlap should be looked at again."""
        if self.thorough_at is None:
            return True
        return now - datetime.fromisoformat(self.thorough_at) >= THOROUGH_EVERY

    def read_from(self, *, thorough: bool) -> datetime | None:
        """Return the instant (naive UTC) to read from; None for everything there is."""
        floor = datetime.fromisoformat(self.since) if self.since else None
        if self.analysed_at is None:
            return floor
        overlap = OVERLAP if thorough else SHORT_OVERLAP
        begin = datetime.fromisoformat(self.analysed_at) - overlap
        return begin if floor is None else max(begin, floor)
