"""A clock that hardly moves from where the sandbox's world ends.

Belongs here: that clock. Does not belong here: serving (``served_tool.py``).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.extract.core.examples import ImpatientClock
from tests.extract.sources.served_tool import small_world


class WorldClock(ImpatientClock):
    """Says when the world ends, as TEAM_OUTCOMES_AS_OF does, each time a millisecond later."""

    def __init__(self) -> None:
        super().__init__()
        self._readings = 0

    def now(self) -> datetime:
        """Return the end of the world, and a little more."""
        self._readings += 1
        return small_world().as_of + timedelta(milliseconds=self._readings)
