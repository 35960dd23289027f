"""Reads the builds of one project: new ones, those that still ran, and the overlap.

Belongs here: ranges and where to stop. Does not belong here: rows (``parsing.py``), landing.

Builds are asked for newest first by half-open ranges. New builds push the others down, which
only repeats some; builds deleted meanwhile pull the others up, which would skip some. So each
range begins with the last build of the one before, and goes back until it meets it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extract.core import fields
from extract.core.errors import NotFoundError, RecordError
from extract.sources.jenkins import trees
from extract.sources.jenkins.client import JenkinsClient
from extract.sources.jenkins.listing import Item
from extract.sources.jenkins.parsing import BRANCH, without_addresses
from extract.sources.jenkins.state import OVERLAP, JobState, ProjectState

_RANGE = 100
"""Builds of one request at most: Jenkins loads each from a file."""

_TOGETHER = 25
"""Branches that are read with one request."""

_OF_EACH = 20
"""Builds of each of them."""

_FEW = 3
"""So many jobs are rather read one by one."""


@dataclass
class ProjectReading:
    """What was read of one project.

    Attributes:
        builds: Raw builds, each with the item of its job.
        state: To be committed with them.
        details: What the log should say.
    """

    state: ProjectState
    builds: list[tuple[Item, Any]] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


@dataclass
class _Page:
    """Builds of one range; what has no number is in ``broken``."""

    by_number: dict[int, Any] = field(default_factory=dict)
    broken: list[Any] = field(default_factory=list)

    @property
    def oldest(self) -> int:
        return min(self.by_number, default=0)


class ProjectReader:
    """Reads one project.

    Args:
        client: Asks Jenkins.
        name: The project.
        items: Its jobs, as listed.
        state: What earlier runs left.
        now: The instant of the run (UTC).
    """

    def __init__(
        self,
        client: JenkinsClient,
        name: str,
        items: Sequence[Item],
        state: ProjectState,
        now: datetime,
    ) -> None:
        self._client = client
        self._name = name
        self._items = items
        self._before = state
        self._thorough = state.is_thorough_due(now)
        self._overlap_from = round((now - OVERLAP).astimezone(UTC).timestamp() * 1000)
        thorough_at = now.isoformat() if self._thorough else state.thorough_at
        self._reading = ProjectReading(ProjectState(state.since, thorough_at))

    def read(self) -> ProjectReading:
        """Read what is new; it writes nothing, so it may run beside others.

        Raises:
            ExtractError: As ``HttpClient.send``; then nothing of the project counts.
        """
        wanted = [item for item in self._items if self._is_wanted(item)]
        together = self._together(wanted)
        for item in self._items:
            before = self._state_of(item)
            if item in wanted:
                try:
                    before = self._job(item, before, together.get(item.name))
                except NotFoundError:
                    # A branch was deleted since it was listed; the next listing will tell.
                    self._reading.details.append(f"{item.name} was deleted meanwhile")
            self._reading.state.jobs[item.name] = before
        return self._reading

    def _state_of(self, item: Item) -> JobState:
        return self._before.jobs.get(item.name, JobState())

    def _is_wanted(self, item: Item) -> bool:
        if not self._state_of(item).is_current(item.last_build):
            return True
        last = item.last_build
        return self._thorough and last is not None and last.at >= self._overlap_from

    def _together(self, wanted: Sequence[Item]) -> dict[str, _Page]:
        """Return the newest builds of branches, many branches with each request."""
        branches = [item for item in self._items if item.kind == BRANCH]
        if len(wanted) <= max(_FEW, len(branches) // 3):
            return {}
        pages: dict[str, _Page] = {}
        for first in range(0, len(branches), _TOGETHER):
            tree = trees.builds_of_jobs(first, first + _TOGETHER, _OF_EACH)
            for raw in fields.listed(self._client.get(self._name, tree), "jobs"):
                # One that cannot be read here is read by itself, if it is one of ours.
                with suppress(RecordError):
                    job = fields.record(raw, "jobs")
                    name = f"{self._name}/{fields.text(job, 'name')}"
                    pages[name] = _page(job)
        return pages

    def _job(self, item: Item, before: JobState, newest: _Page | None) -> JobState:
        """Read one job; return how far it has been read now."""
        found = self._range_after_range(item, before, newest)
        for number in before.unfinished:
            if number not in found.by_number:
                self._single(item, number, found)
        builds = [*found.by_number.values(), *found.broken]
        floor = self._before.floor()
        self._reading.builds += [(item, raw) for raw in builds if _began(raw) >= floor]
        last = item.last_build
        running = tuple(
            number
            for number, raw in sorted(found.by_number.items())
            if raw.get("building") is True and _began(raw) >= floor
        )
        return JobState(last.number if last else 0, last.at if last else 0, running)

    def _range_after_range(self, item: Item, before: JobState, newest: _Page | None) -> _Page:
        """Read down to what is known, to the overlap, or to the end."""
        found, start = _Page(), 0
        size = _OF_EACH if newest else self._first_size(item, before)
        while True:
            page = newest or self._range(item, start, start + size)
            newest = None
            if start and page.by_number and max(page.by_number) < found.oldest:
                start = max(0, start - size)
                continue
            found.by_number |= page.by_number
            found.broken += page.broken
            if len(page.by_number) + len(page.broken) < size or self._is_enough(page, before):
                return found
            start, size = start + size - 1, _RANGE

    def _first_size(self, item: Item, before: JobState) -> int:
        if self._thorough or item.last_build is None:
            return _RANGE
        return min(_RANGE, max(_OF_EACH, item.last_build.number - before.number + 1))

    def _range(self, item: Item, start: int, end: int) -> _Page:
        return _page(self._client.get(item.name, trees.builds(start, end)))

    def _is_enough(self, page: _Page, before: JobState) -> bool:
        oldest = page.by_number.get(page.oldest)
        if oldest is None:
            return False
        at = _began(oldest)
        if at < self._before.floor():
            return True
        within_overlap = self._thorough and at >= self._overlap_from
        return before.covers(page.oldest, at) and not within_overlap

    def _single(self, item: Item, number: int, found: _Page) -> None:
        """Read a build that still ran, and lies below what was read."""
        try:
            raw = self._client.get(item.name, trees.BUILD, build=number)
        except NotFoundError:
            self._reading.details.append(f"{item.name} #{number} was deleted while it ran")
            return
        found.by_number[number] = without_addresses(raw)


def _page(raw: Mapping[str, Any]) -> _Page:
    page = _Page()
    if raw.get("allBuilds") is None:
        # A job without builds has an empty list: a list that is absent is no answer.
        raise RecordError("allBuilds: expected a list, found nothing")
    for member in fields.listed(raw, "allBuilds"):
        build = without_addresses(member)
        try:
            record = fields.record(build, "builds")
            fields.integer(record, "timestamp")
            page.by_number[fields.integer(record, "number")] = record
        except RecordError:
            page.broken.append(build)
    return page


def _began(raw: Any) -> int:
    """Return when a build began; one that does not say is never left out."""
    at = raw.get("timestamp") if isinstance(raw, Mapping) else None
    return at if isinstance(at, int) else 2**63
