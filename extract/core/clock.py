"""The one place where extraction asks for the time or waits.

Belongs here: "now" for stamps (which TEAM_OUTCOMES_AS_OF may freeze) and waiting.
Does not belong here: parsing or comparing timestamps of a tool's records.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """The time of stamps, the time of the wall, and sleep; a test passes its own.

    Args:
        frozen_at: The instant every stamp gets, or None for the real time.
    """

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._frozen_at = frozen_at

    def now(self) -> datetime:
        """Return the instant that rows are stamped with, in UTC."""
        return self._frozen_at or datetime.now(UTC)

    def wall_seconds(self) -> float:
        """Return real seconds since 1970, never frozen: tools give their limits in real time."""
        return time.time()

    def monotonic_seconds(self) -> float:
        """Return seconds that only ever grow, to measure how long something took."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for so many seconds."""
        time.sleep(seconds)
