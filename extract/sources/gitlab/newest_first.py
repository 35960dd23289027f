"""Commits of the default branch and jobs: lists that come newest first.

Belongs here: reading one to its end the first time, and down to what is known later. Does not
belong here: lists that can be asked for what changed (``updated_lists.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from extract.core import fields
from extract.core.errors import NotFoundError, RecordError, RejectedError
from extract.core.parallel import in_order
from extract.core.source import Row, Stream
from extract.sources.gitlab.client import Page, Question
from extract.sources.gitlab.parsing.delivery import commit_row, job_row
from extract.sources.gitlab.project import ProjectRun
from extract.sources.gitlab.state import EARLIEST, SHORT_OVERLAP, ListState
from extract.sources.gitlab.streams import COMMITS, JOBS


@dataclass(frozen=True)
class NewestFirst:
    """One list that comes newest first.

    Attributes:
        stream: Where its records land.
        parse: One record to one row.
        order: The field it is ordered by.
        question: Returns the first question, for what is not older than an instant.
    """

    stream: Stream
    parse: Callable[..., Row]
    order: str
    question: Callable[[ProjectRun, datetime], Question]

    def value(self, raw: Any) -> datetime | None:
        """Return what a record is ordered by; None for one that cannot be parsed."""
        try:
            return fields.optional_instant(fields.record(raw, self.stream.name), self.order)
        except RecordError:
            return None

    def values(self, page: Page) -> list[datetime]:
        """Return what the records of a page are ordered by."""
        return [value for value in map(self.value, page.records) if value is not None]


def _commits_since(run: ProjectRun, after: datetime) -> Question:
    parameters = {"with_stats": "true"}
    if run.project.default_branch is not None:
        parameters["ref_name"] = run.project.default_branch
    if after > EARLIEST:
        parameters["since"] = f"{after.isoformat(timespec='seconds')}Z"
    return Question(run.path("/repository/commits"), parameters)


def _all_jobs(run: ProjectRun, _: datetime) -> Question:
    parameters = {"pagination": "keyset", "order_by": "id", "sort": "desc"}
    return Question(run.path("/jobs"), parameters)


COMMIT_LIST = NewestFirst(COMMITS, commit_row, "committed_date", _commits_since)
JOB_LIST = NewestFirst(JOBS, job_row, "created_at", _all_jobs)


def first_questions(run: ProjectRun, listing: NewestFirst) -> list[Question]:
    """Return what reading the list will ask first."""
    if listing is COMMIT_LIST and run.project.is_empty:
        return []
    state = run.state.of(listing.stream.name)
    return [] if state.cursor else [_question(run, listing, state)]


def read(run: ProjectRun, listing: NewestFirst) -> None:
    """Read a list to its end the first time, later down to what has been read before."""
    state = run.state.of(listing.stream.name)
    if state.complete:
        _read_down(run, listing, state)
        return
    is_resumed = state.cursor is not None
    for page in _pages(run, listing, state):
        newest = max(listing.values(page), default=None)
        state.newest = state.newest or (newest.isoformat() if newest else None)
        _add(run, listing, page)
        state.cursor = page.next_url
        if _is_below(listing, page, run.state.since_at()):
            break
        run.commit_when_full()
    state.complete, state.cursor = True, None
    if state.newest is not None:
        state.reached(datetime.fromisoformat(state.newest), run.now)
    state.newest = None
    if is_resumed:
        # Time has passed since the part that an earlier run read.
        _read_down(run, listing, state)


def read_commits(run: ProjectRun) -> None:
    """Read the commits of the default branch, unless the repository is empty."""
    if not run.project.is_empty:
        read(run, COMMIT_LIST)


def read_jobs(run: ProjectRun) -> None:
    """Read the jobs, those of old pipelines that moved again included."""
    state = run.state.of(JOBS.name)
    if state.complete:
        known_from = run.start_of(state)
        moved = {key for key, created in run.changed_pipelines.items() if created < known_from}
    else:
        # A first reading that goes on does not see again what an earlier run has read.
        moved = set(run.changed_pipelines) if state.cursor else set()
    run.state.pending_pipelines = sorted({*run.state.pending_pipelines, *moved})
    read(run, JOB_LIST)
    for pipeline_id, records in in_order(
        partial(_jobs_of, run), tuple(run.state.pending_pipelines), run.client.lanes
    ):
        for raw in records:
            run.batch.add(JOBS, job_row, raw, run.project.path)
        run.state.pending_pipelines.remove(pipeline_id)
        run.commit_when_full()


def _jobs_of(run: ProjectRun, pipeline_id: int) -> list[Any]:
    path = run.path(f"/pipelines/{pipeline_id}/jobs")
    try:
        return list(run.client.all_records(path, {"include_retried": "true"}))
    except NotFoundError:
        # Pipelines get cleaned away; what we have of them stays.
        return []


def _read_down(run: ProjectRun, listing: NewestFirst, state: ListState) -> None:
    floor = run.start_of(state)
    reached: datetime | None = None
    for page in _pages(run, listing, state):
        reached = max([*listing.values(page), *([reached] if reached else [])], default=None)
        _add(run, listing, page)
        if _is_below(listing, page, floor):
            break
        run.commit_when_full()
    if reached is not None:
        state.reached(reached, run.now)


def _pages(run: ProjectRun, listing: NewestFirst, state: ListState) -> Iterator[Page]:
    page = _resumed(run, state) or _first(run, listing, state)
    yield page
    while page.next_url:
        page = run.client.after(page.next_url)
        yield page


def _resumed(run: ProjectRun, state: ListState) -> Page | None:
    """Return the page that an earlier run stopped before, if GitLab still knows it."""
    if state.cursor is None:
        return None
    try:
        return run.client.after(state.cursor)
    except RejectedError:
        return None


def _first(run: ProjectRun, listing: NewestFirst, state: ListState) -> Page:
    question = _question(run, listing, state)
    try:
        page = run.client.page(question)
    except RejectedError:
        if "pagination" not in question.parameters:
            raise
        # Before version 15.9 GitLab pages jobs by number only.
        page = run.client.page(Question(question.path, {}))
    if state.complete:
        run.note_first_page(state, question, page)
    return page


def _question(run: ProjectRun, listing: NewestFirst, state: ListState) -> Question:
    after = run.start_of(state) if state.complete else run.state.since_at()
    question = listing.question(run, after)
    return Question(question.path, question.parameters, state.etag_for(question.name))


def _add(run: ProjectRun, listing: NewestFirst, page: Page) -> None:
    for raw in page.records:
        run.batch.add(listing.stream, listing.parse, raw, run.project.path)


def _is_below(listing: NewestFirst, page: Page, floor: datetime) -> bool:
    """Whether a page, and so all after it, is older than what is wanted.

    Dates of commits are written by their authors' machines and do not fall strictly; so all of
    the page has to be older, and by more than machines disagree.
    """
    values = listing.values(page)
    return bool(values) and max(values) < floor - SHORT_OVERLAP
