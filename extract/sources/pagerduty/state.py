"""What the extraction of an account has to remember between requests and between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to fetch next.
It is committed as a row of ``extraction_state`` in the same load as the data it covers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

OVERLAP = timedelta(days=35)
"""How far below the newest record a thorough run looks again (rule G5)."""

SHORT_OVERLAP = timedelta(days=1)
"""How far every run looks again: clocks differ, and entries are written late."""

RECENT = timedelta(days=7)
"""How old a thorough look may be."""


@dataclass
class ListState:
    """How far one list over time has been read.

    Attributes:
        reached: The first reading has got so far (naive UTC, ISO); None before it begins.
        is_complete: Whether the first reading has come to its end.
        newest: The newest record met (naive UTC, ISO): later readings begin below it, whatever the
            clocks of the two sides say.
    """

    reached: str | None = None
    is_complete: bool = False
    newest: str | None = None

    def start(self, beginning: datetime, overlap: timedelta) -> datetime:
        """Return where the next reading begins (naive UTC)."""
        known = self.newest if self.is_complete else self.reached
        if known is None:
            return beginning
        return max(beginning, datetime.fromisoformat(known) - overlap)

    def met(self, moments: list[datetime]) -> None:
        """Take note of when the records of a window were made."""
        newest = max(moments, default=None)
        if newest is not None and (self.newest is None or newest.isoformat() > self.newest):
            self.newest = newest.isoformat()


@dataclass
class AccountState:
    """Everything remembered about an account.

    Attributes:
        teams: The teams it was read for; empty for all.
        since: What was made before this instant was left out (naive UTC, ISO).
        beginning: When the first incident was made (naive UTC, ISO).
        lists: By the stream's name.
        pending_incidents: Incidents with new log entries that are still to be fetched.
        accepted: PagerDuty's count of incidents and ours when their difference was looked into.
        thorough_at: When the whole overlap was last looked at (UTC, ISO).
    """

    teams: list[str] = field(default_factory=list)
    since: str | None = None
    beginning: str | None = None
    lists: dict[str, ListState] = field(default_factory=dict)
    pending_incidents: list[str] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)
    thorough_at: str | None = None

    @classmethod
    def from_json(
        cls, state: dict[str, Any], teams: tuple[str, ...], since: datetime | None
    ) -> AccountState:
        """Return the remembered state, or a fresh one if other or older records are asked for.

        Args:
            state: What ``as_json`` returned, or empty.
            teams: Which teams this run reads.
            since: What this run is asked to leave out.
        """
        wanted = since.astimezone(UTC).replace(tzinfo=None).isoformat() if since else None
        fresh = cls(teams=list(teams), since=wanted)
        if not state:
            return fresh
        known = {**state, "lists": {k: ListState(**v) for k, v in state["lists"].items()}}
        remembered = cls(**known)
        reaches_back = remembered.since is not None and (
            wanted is None or wanted < remembered.since
        )
        return fresh if reaches_back or remembered.teams != list(teams) else remembered

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def of(self, name: str) -> ListState:
        """Return the state of one list."""
        return self.lists.setdefault(name, ListState())

    def beginning_at(self) -> datetime | None:
        """Return when the first incident was made (naive UTC), once that is known."""
        return datetime.fromisoformat(self.beginning) if self.beginning else None

    def since_at(self) -> datetime | None:
        """Return the instant (naive UTC) below which records are left out."""
        return datetime.fromisoformat(self.since) if self.since else None

    def is_thorough_due(self, now: datetime) -> bool:
        """Whether the whole overlap should be looked at again."""
        if self.thorough_at is None:
            return True
        return now - datetime.fromisoformat(self.thorough_at) >= RECENT
