"""JQL: which issues a search names.

Belongs here: wording queries. Does not belong here: sending them.

JQL takes a date in minutes and in the time zone of the asking account's profile; where a zone is
set back, an hour of it comes twice. ``OVERLAP`` is longer than that hour, and than Jira's index
takes to learn of an update.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

OVERLAP = timedelta(hours=2)
"""How far below the last known update every run looks again."""

THOROUGH_OVERLAP = timedelta(days=35)
"""How far below it a thorough run looks again (rule G5)."""

UNKNOWN_ZONE_MARGIN = timedelta(hours=26)
"""The farthest that two time zones are apart."""


@dataclass(frozen=True)
class Zone:
    """The time zone that JQL takes our dates to be in.

    Attributes:
        zone: The zone.
        margin: How wrong it may be.
    """

    zone: tzinfo = UTC
    margin: timedelta = UNKNOWN_ZONE_MARGIN

    @classmethod
    def named(cls, name: str | None) -> Zone:
        """Return the zone of a profile; one we do not know costs a wide margin."""
        try:
            return cls(ZoneInfo(name), timedelta()) if name else cls()
        except (KeyError, ValueError, OSError):
            return cls()

    def lower(self, at: datetime) -> str:
        """Return a JQL date at or before an instant (naive UTC)."""
        return self._written(at - self.margin)

    def upper(self, at: datetime) -> str:
        """Return a JQL date after an instant (naive UTC), whatever the second."""
        return self._written(at + self.margin + timedelta(minutes=1))

    def _written(self, at: datetime) -> str:
        local = at.replace(tzinfo=UTC).astimezone(self.zone)
        return f"{local:%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class Window:
    """Which updates of a project to read: from ``since`` on, up to ``until`` (naive UTC)."""

    since: datetime | None = None
    until: datetime | None = None


def in_window(project_key: str, window: Window, zone: Zone) -> str:
    """Return the query for a project's issues by update, the newest first.

    Newest first, because an issue that is updated meanwhile then moves to the pages already read:
    none moves past the reader.
    """
    conditions = [_in_project(project_key)]
    if window.since is not None:
        conditions.append(f'updated >= "{zone.lower(window.since)}"')
    if window.until is not None:
        conditions.append(f'updated <= "{zone.upper(window.until)}"')
    return f"{' AND '.join(conditions)} ORDER BY updated DESC"


def all_of(project_key: str) -> str:
    """Return the query for every issue of a project, in an order that no update changes."""
    return f"{_in_project(project_key)} ORDER BY created DESC"


def these(project_key: str, issue_ids: Iterable[int]) -> str:
    """Return the query for certain issues of a project."""
    ids = ", ".join(map(str, issue_ids))
    return f"{_in_project(project_key)} AND id in ({ids}) ORDER BY created DESC"


def _in_project(key: str) -> str:
    # In quotes: a project may be called like a word of JQL.
    return f'project = "{key}"'
