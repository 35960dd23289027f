"""What a project's extraction has to remember between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to fetch next.
It is committed as a row of ``extraction_state`` in the same load as the builds it covers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from extract.sources.jenkins.listing import LastBuild

OVERLAP = timedelta(days=35)
"""How far back a thorough run reads again (rule G5)."""

THOROUGH_EVERY = timedelta(days=7)
"""How old the last thorough look may be."""


@dataclass(frozen=True)
class JobState:
    """How far the builds of one job have been read.

    Attributes:
        number: Number of the newest build when it was last read.
        at: When that build began, in milliseconds since 1970.
        unfinished: Numbers of the builds that still ran.
    """

    number: int = 0
    at: int = 0
    unfinished: tuple[int, ...] = ()

    def covers(self, number: int, at: int) -> bool:
        """Whether a build was there at the last reading.

        A branch made again after its deletion counts from 1 again, which only the time tells.
        """
        return number <= self.number and at <= self.at

    def is_current(self, last: LastBuild | None) -> bool:
        """Whether there is nothing to read of a job with this newest build."""
        if self.unfinished:
            return False
        return last is None or (last.number, last.at) == (self.number, self.at)


@dataclass
class ProjectState:
    """Everything remembered about one project.

    Attributes:
        since: Builds that began before this instant were left out (naive UTC, ISO).
        thorough_at: When the whole overlap was last looked at (UTC, ISO).
        jobs: By the job's full name.
    """

    since: str | None = None
    thorough_at: str | None = None
    jobs: dict[str, JobState] = field(default_factory=dict)

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
        jobs = {
            name: JobState(job["number"], job["at"], tuple(job["unfinished"]))
            for name, job in state["jobs"].items()
        }
        return cls(known, state["thorough_at"], jobs)

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def floor(self) -> int:
        """Return the milliseconds since 1970 below which builds are left out."""
        if self.since is None:
            return 0
        return round(datetime.fromisoformat(self.since).replace(tzinfo=UTC).timestamp() * 1000)

    def is_thorough_due(self, now: datetime) -> bool:
        """Whether the whole overlap should be looked at again."""
        if self.thorough_at is None:
            return True
        return now - datetime.fromisoformat(self.thorough_at) >= THOROUGH_EVERY
