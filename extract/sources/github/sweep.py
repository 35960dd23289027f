"""Reads a repository's GraphQL lists, all of them with each request.

Belongs here: the first reading of everything, and the later look at what changed.
Does not belong here: REST lists, counting what vanished, or how records are parsed.

First reading: newest first, page by page, the cursors committed with the rows; a killed run goes
on from there. Later: pull requests are compared by a light list of (identifier, updated_at), and
only those that changed or were active in the last seven days are fetched with their children.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from extract.sources.github import queries
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.state import OVERLAP, RECENT
from extract.sources.github.swept_lists import (
    LISTS,
    Page,
    SweptList,
    key_of,
    order_value,
    page_of,
    sweep_variables,
)


def read_first_time(run: RepositoryRun) -> bool:
    """Read every list that was never read to its end; return whether an earlier run began it.

    Several requests do not see one moment. So each but the first also brings the top of the light
    list, and pull requests that moved there while pages were read are fetched at the end.
    """
    pending = [swept for swept in LISTS if not run.state.of(swept.field).complete]
    resumed = any(run.state.of(swept.field).cursor for swept in pending)
    latest: Sequence[Any] = ()
    requests = 0
    while pending:
        cursors = {swept.field: run.state.of(swept.field).cursor for swept in pending}
        repository = run.sweep_page(
            queries.SWEEP, partial(sweep_variables, run, cursors, versions=requests > 0)
        )
        requests += 1
        if "versions" in repository:
            latest = page_of(repository, "versions", None).nodes
        for swept in tuple(pending):
            page = page_of(repository, swept.field, cursors[swept.field])
            if _take_page(run, swept, page):
                pending.remove(swept)
        run.page_done()
    if requests:
        run.commit()
        _fetch_moved(run, latest)
    return resumed


def _fetch_moved(run: RepositoryRun, latest: Sequence[Any]) -> None:
    """Fetch the pull requests of a light list that are not as landed."""
    swept = LISTS[0]
    landed = run.landing.landed.live_rows(swept.stream, run.repository, (swept.version,))
    moved = []
    for raw in latest:
        order = order_value(swept, raw)
        key = key_of(swept, raw, run.repository)
        if order is not None and order >= run.state.since_at():
            differs = key not in landed or landed[key][swept.version] != order
            moved += [key] if differs else []
    if moved:
        fetch_pull_requests(run, moved)
        run.commit()


def fetch_pull_requests(run: RepositoryRun, ids: Sequence[str]) -> None:
    """Fetch pull requests with their children."""
    for raw in run.records(list(dict.fromkeys(ids))):
        run.absorb("PullRequest", raw)


def _take_page(run: RepositoryRun, swept: SweptList, page: Page) -> bool:
    """Absorb a page of the first reading; return whether it was the last one."""
    state = run.state.of(swept.field)
    run.totals[swept.stream.name] = page.total
    since = run.state.since_at()
    oldest = datetime.max  # noqa: DTZ901
    for raw in page.nodes:
        order = order_value(swept, raw)
        if order is not None:
            oldest = min(oldest, order)
            state.met(order)
        if order is None or swept.kind == "Commit" or order >= since:
            run.absorb(swept.kind, raw)
    state.cursor = page.cursor
    if page.cursor is None or (swept.kind != "Commit" and oldest < since):
        state.finish()
        return True
    return False


def read_changes(run: RepositoryRun, *, thorough: bool) -> None:
    """Read what changed since the watermarks.

    Args:
        run: The repository.
        thorough: Look at the whole overlap, not only at what was recently active.
    """
    readers = {swept.field: _ChangeReader(run, swept, thorough) for swept in LISTS}
    pending = dict(readers)
    while pending:
        cursors = {field: reader.cursor for field, reader in pending.items()}
        repository = run.sweep_page(
            queries.SWEEP,
            partial(sweep_variables, run, cursors, versions="pullRequests" in cursors, light=True),
        )
        for field, reader in tuple(pending.items()):
            name = "versions" if field == "pullRequests" else field
            if reader.take(page_of(repository, name, cursors[field])):
                del pending[field]
        run.page_done()
    pull_requests = readers["pullRequests"]
    fetch_pull_requests(run, pull_requests.changed + pull_requests.recent)
    for swept in LISTS:
        run.state.of(swept.field).finish()
    run.commit()


class _ChangeReader:
    """Decides, page by page, whether a list has been read far enough below its watermark.

    Reading ends seven days below the watermark if everything met below it is as landed; a
    difference there means that something slipped past an earlier run, and then (or when a
    thorough look is due) reading goes on to the whole overlap of 35 days.
    """

    def __init__(self, run: RepositoryRun, swept: SweptList, thorough: bool) -> None:  # noqa: FBT001
        self.cursor: str | None = None
        self.changed: list[str] = []
        self.recent: list[str] = []
        self._run = run
        self._swept = swept
        self._watermark = run.state.of(swept.field).watermark_at()
        self._depth = OVERLAP if thorough else RECENT
        self._landed = run.landing.landed.live_rows(
            swept.stream, run.repository, columns=(swept.version,)
        )
        self._new: set[str] = set()

    def take(self, page: Page) -> bool:
        """Take in a page; return whether the list needs no further page."""
        run, swept = self._run, self._swept
        state = run.state.of(swept.field)
        run.totals[swept.stream.name] = page.total
        oldest = datetime.max  # noqa: DTZ901
        for raw in page.nodes:
            order = order_value(swept, raw)
            if order is None:
                run.absorb(swept.kind, raw)
                continue
            oldest = min(oldest, order)
            state.met(order)
            if order >= run.state.since_at() or swept.kind == "Commit":
                self._compare(raw, order)
        self.cursor = page.cursor
        if page.cursor is None or (oldest < run.state.since_at() and swept.kind != "Commit"):
            return True
        if swept.kind == "Commit":
            return len(self._landed) + len(self._new) >= page.total
        return oldest < self._watermark and self._watermark - oldest > self._depth

    def _compare(self, raw: Any, order: datetime) -> None:
        swept = self._swept
        key = key_of(swept, raw, self._run.repository)
        landed = self._landed.get(key)
        differs = landed is None or landed[swept.version] != order
        if differs and order <= self._watermark and swept.kind != "Commit":
            self._depth = OVERLAP
        self._new |= {key} - self._landed.keys()
        if swept.kind != "PullRequest":
            self._run.absorb(swept.kind, raw)
        elif differs:
            self.changed.append(key)
        elif datetime.fromisoformat(str(self._run.state.of(swept.field).newest)) - order <= RECENT:
            self.recent.append(key)
