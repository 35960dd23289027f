"""What a repository's extraction has to remember between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to read. It is committed
as a row of ``extraction_state`` in the same load as the data it covers; which refs were seen is
not in it, because the stream ``refs`` says so.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass
class RepositoryState:
    """Everything remembered about one repository.

    Attributes:
        since: Commits from before this instant were left out (UTC, ISO).
        observed_at: When its refs were last looked at and all they reach was landed (UTC, ISO).
        default_branch: The default branch then.
        reading: What the landed rows depend on beside the commits (see ``reading_of``).
        updates: How many ref updates have been landed; numbers the next one.
    """

    since: str | None = None
    observed_at: str | None = None
    default_branch: str | None = None
    reading: str = ""
    updates: int = 0

    @classmethod
    def from_json(cls, state: dict[str, Any], since: datetime | None) -> RepositoryState:
        """Return the remembered state, reaching as far back as this run is asked to.

        Args:
            state: What ``as_json`` returned, or empty.
            since: What this run is asked to leave out.
        """
        wanted = since.astimezone(UTC).isoformat() if since else None
        if not state:
            return cls(since=wanted)
        remembered = cls(**state)
        if wanted is None or (remembered.since is not None and wanted < remembered.since):
            remembered.since = wanted
        return remembered

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def observed(self) -> datetime | None:
        """Return when the refs were last looked at, as naive UTC."""
        if self.observed_at is None:
            return None
        return datetime.fromisoformat(self.observed_at).astimezone(UTC).replace(tzinfo=None)
