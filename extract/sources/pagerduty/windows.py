"""Stretches of time that lists of PagerDuty are asked for.

Belongs here: cutting time. Does not belong here: requests.

Instants are naive UTC in whole seconds. A stretch includes its beginning and not its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Window:
    """A stretch of time."""

    since: datetime
    until: datetime

    @property
    def is_divisible(self) -> bool:
        """Whether it is longer than the second that PagerDuty's filters tell apart."""
        return self.until - self.since > _SECOND

    def halves(self) -> tuple[Window, Window]:
        """Return the two halves of it."""
        middle = self.since + max((self.until - self.since) // 2, _SECOND)
        middle = middle.replace(microsecond=0)
        return Window(self.since, middle), Window(middle, self.until)

    def parameters(self) -> dict[str, str]:
        """Return it as PagerDuty reads it; without these a list ends after a month, or now."""
        return {"since": _text(self.since), "until": _text(self.until), "time_zone": "UTC"}


def windows(since: datetime, until: datetime, longest: timedelta) -> Iterator[Window]:
    """Yield the windows from one instant to another, oldest first.

    Args:
        since: The beginning; rounded down to a second.
        until: The end; rounded up to a second.
        longest: The longest that one may be.
    """
    start = since.replace(microsecond=0)
    end = (until + _SECOND - timedelta(microseconds=1)).replace(microsecond=0)
    while start < end:
        stop = min(start + longest, end)
        yield Window(start, stop)
        start = stop


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
