"""Reads one project's issues and their histories, a chunk at a time.

Belongs here: which searches follow each other, and what a chunk holds. Does not belong here:
landing (``landing_issues.py``), so that several projects can be read side by side.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.sources.jira import queries
from extract.sources.jira.parsing.values import identifier
from extract.sources.jira.queries import OVERLAP, THOROUGH_OVERLAP, Window, Zone
from extract.sources.jira.search import Histories, Search
from extract.sources.jira.state import ProjectState

_CHUNK = 1000
"""Issues between two commits: what Jira gives histories of at once, and what a kill can cost."""


@dataclass
class Chunk:
    """Issues that are landed together.

    Attributes:
        issues: Raw issues.
        histories: Raw histories by issue id.
        is_first_reading: Whether it belongs to the first reading of the project.
        ends: Whether it is the last of its search.
        newest: The newest update of the search, known from its first page.
        oldest: The oldest update of the chunk.
    """

    issues: list[Any] = field(default_factory=list)
    histories: Histories = field(default_factory=dict)
    is_first_reading: bool = False
    ends: bool = False
    newest: datetime | None = None
    oldest: datetime | None = None


class ProjectReader:
    """Reads one project in one run.

    Args:
        search: Asks Jira.
        key: The project's.
        state: What earlier runs left; the landing keeps it up to date.
        zone: Of the asking account.
        thorough: Whether to look further back than what is new.
    """

    def __init__(
        self, search: Search, key: str, state: ProjectState, zone: Zone, *, thorough: bool
    ) -> None:
        self.key = key
        self.state = state
        self.thorough = thorough
        self.finished = False
        # What is read for the first time has just been looked at.
        self._depth = THOROUGH_OVERLAP if thorough and state.complete else OVERLAP
        self._search = search
        self._zone = zone
        self._cursor: str | None = None
        self._newest: datetime | None = None
        self._begun = False
        self._current = Window()
        self._steps = deque(self._planned())

    def _planned(self) -> list[bool]:
        """The searches to make: True for the first reading, False for one of changes."""
        if self.state.complete:
            return [False]
        # Time has passed since the part that an earlier run read.
        return [True, False] if self.state.oldest is not None else [True]

    def next_chunk(self) -> Chunk:
        """Read the next issues with their histories; sets ``finished`` after the last.

        Raises:
            ExtractError: Jira refuses, or does not answer.
        """
        first_reading = self._steps[0]
        chunk = Chunk(is_first_reading=first_reading)
        jql = queries.in_window(self.key, self._window(first_reading=first_reading), self._zone)
        found: dict[Any, Any] = {}
        while len(found) < _CHUNK:
            page = self._search.issues(jql, self._cursor)
            found |= {_id(issue): issue for issue in page.issues}
            if not self._begun:
                self._newest, self._begun = _extreme(page.issues, max), True
            self._cursor = page.cursor
            if page.cursor is None:
                break
        chunk.issues = list(found.values())
        chunk.histories = self._search.histories(_by_number(chunk.issues))
        chunk.newest = self._newest
        chunk.oldest = _extreme(chunk.issues, min)
        chunk.ends = self._cursor is None
        if chunk.ends:
            self._steps.popleft()
            self._begun = False
            self.finished = not self._steps
        return chunk

    def _window(self, *, first_reading: bool) -> Window:
        """The window of the search at hand: it stays the same from its first page to its last."""
        if not self._begun:
            since = _moment(self.state.since)
            if first_reading:
                self._current = Window(since, _moment(self.state.oldest))
            else:
                watermark = _moment(self.state.watermark)
                self._current = Window(watermark - self._depth if watermark else since)
        return self._current

    def all_ids(self) -> set[int]:
        """Return the id of every issue that the project has.

        Raises:
            ExtractError: Jira refuses, or does not answer.
        """
        jql, cursor = queries.all_of(self.key), None
        found: set[int] = set()
        while True:
            page = self._search.ids(jql, cursor)
            found |= {identifier(fields.record(issue, "issue"), "id") for issue in page.issues}
            cursor = page.cursor
            if cursor is None:
                return found

    def these(self, issue_ids: list[int]) -> Chunk:
        """Return certain issues of the project with their histories."""
        jql, cursor = queries.these(self.key, issue_ids), None
        chunk = Chunk()
        while True:
            page = self._search.issues(jql, cursor)
            chunk.issues += page.issues
            cursor = page.cursor
            if cursor is None:
                chunk.histories = self._search.histories(_by_number(chunk.issues))
                return chunk


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _id(issue: Any) -> Any:
    """What tells issues apart; one without an id, which goes to quarantine, is told by itself."""
    return issue["id"] if isinstance(issue, Mapping) and "id" in issue else id(issue)


def _by_number(issues: list[Any]) -> dict[int, Any]:
    """Return the issues whose id can be read, by it."""
    found = {}
    for issue in issues:
        try:
            found[identifier(fields.record(issue, "issue"), "id")] = issue
        except RecordError:
            continue
    return found


def _extreme(issues: list[Any], choose: Any) -> datetime | None:
    """Return the newest or the oldest update among issues; None if none can be read."""
    moments = []
    for issue in issues:
        try:
            values = fields.record(fields.record(issue, "issue").get("fields"), "fields")
            moments.append(fields.instant(values, "updated"))
        except RecordError:
            continue
    return choose(moments) if moments else None
