"""What the extraction of one objective has to remember between runs.

Belongs here: the state and its JSON. Does not belong here: deciding what to ask.
It is committed as a row of ``extraction_state`` in the same load as the data it covers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from extract.sources.prometheus.slos import Slo

LATE = timedelta(days=2)
"""How far every run looks again: samples may be written late."""

FIRST_LOOK = timedelta(days=400)
"""How far back the first run looks; what is older than Prometheus keeps is just not there."""


@dataclass
class SloState:
    """How far one objective has been read.

    Attributes:
        queries: What was asked, as ``Slo.queries``.
        since: What ended before this instant was left out (naive UTC, ISO).
        first_hour: The first hour that has a value (its start, naive UTC, ISO).
        newest: The end of the last hour that has a value (naive UTC, ISO): later readings begin
            below it, whatever the clocks of the two sides say.
    """

    queries: str
    since: str | None = None
    first_hour: str | None = None
    newest: str | None = None

    @classmethod
    def from_json(cls, state: dict[str, Any], slo: Slo, since: datetime | None) -> SloState:
        """Return the remembered state, or a fresh one if other or older hours are asked for.

        Args:
            state: What ``as_json`` returned, or empty.
            slo: The objective as it is now.
            since: What this run is asked to leave out.
        """
        wanted = since.astimezone(UTC).replace(tzinfo=None).isoformat() if since else None
        fresh = cls(queries=slo.queries, since=wanted)
        if not state or state["queries"] != slo.queries:
            return fresh
        remembered = cls(**state)
        reaches_back = remembered.since is not None and (
            wanted is None or wanted < remembered.since
        )
        return fresh if reaches_back else remembered

    def as_json(self) -> dict[str, Any]:
        """Return what to commit."""
        return asdict(self)

    def start(self, until: datetime) -> datetime:
        """Return the start of the first hour to read (naive UTC).

        Args:
            until: The end of the last hour to read.
        """
        if self.newest is not None:
            return datetime.fromisoformat(self.newest) - LATE
        if self.since is None:
            return until - FIRST_LOOK
        return whole_hour(datetime.fromisoformat(self.since))


def whole_hour(moment: datetime) -> datetime:
    """Return the start of the hour that an instant lies in."""
    return moment.replace(minute=0, second=0, microsecond=0)
