"""Merge requests, issues, pipelines and deployments: lists that can be asked for what changed.

Belongs here: reading what changed, finding what vanished, and what was missed. Does not belong
here: moving the window (``windows.py``), or children (``children.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.source import Row, Stream
from extract.core.vanished import vanished
from extract.sources.gitlab import children, windows
from extract.sources.gitlab.client import Question
from extract.sources.gitlab.merge_request_streams import CHILDREN, MERGE_REQUESTS
from extract.sources.gitlab.parsing.delivery import deployment_row, pipeline_row
from extract.sources.gitlab.parsing.issues import issue_row
from extract.sources.gitlab.parsing.merge_requests import merge_request_row
from extract.sources.gitlab.project import ProjectRun
from extract.sources.gitlab.state import EARLIEST, RECENT, SHORT_OVERLAP, ListState
from extract.sources.gitlab.streams import DEPLOYMENTS, ISSUE_NOTES, ISSUES, PIPELINES
from extract.sources.gitlab.windows import Window


@dataclass(frozen=True)
class UpdatedList:
    """One list that can be asked for what changed.

    Attributes:
        stream: Where its records land.
        path: Below the project's path.
        parse: One record to one row.
        parameters: That choose all of its records.
        children: What is read with each record.
        read_children: Reads it, for the rows given.
        may_vanish: Whether a record that is gone was deleted, and not just cleaned away.
    """

    stream: Stream
    path: str
    parse: Callable[..., Row]
    parameters: dict[str, str] = field(default_factory=dict)
    children: tuple[Stream, ...] = ()
    read_children: Callable[[ProjectRun, list[Row]], None] | None = None
    may_vanish: bool = True

    def window(self, run: ProjectRun) -> Window:
        """Return the list as it is read oldest update first."""
        return Window(run.path(self.path), self.parameters)


_EVERYTHING = {"scope": "all", "state": "all"}
MERGE_REQUEST_LIST = UpdatedList(
    MERGE_REQUESTS,
    "/merge_requests",
    merge_request_row,
    _EVERYTHING,
    CHILDREN,
    children.read_of_merge_requests,
)
ISSUE_LIST = UpdatedList(
    ISSUES, "/issues", issue_row, _EVERYTHING, (ISSUE_NOTES,), children.read_of_issues
)
PIPELINE_LIST = UpdatedList(PIPELINES, "/pipelines", pipeline_row, may_vanish=False)
DEPLOYMENT_LIST = UpdatedList(DEPLOYMENTS, "/deployments", deployment_row)


def first_questions(run: ProjectRun, listing: UpdatedList) -> list[Question]:
    """Return what reading the list will ask first."""
    state = run.state.of(listing.stream.name)
    questions = [_question(run, listing, state)]
    if state.complete and listing.may_vanish and run.state.since is None:
        questions.append(_count_question(run, listing))
    return questions


def read(run: ProjectRun, listing: UpdatedList) -> None:
    """Read what changed since the last run, with its children; then find what vanished."""
    state = run.state.of(listing.stream.name)
    had_been_read = state.complete
    question = _question(run, listing, state)
    after = run.start_of(state)

    first = run.client.page(question)
    if after == EARLIEST and first.total is not None:
        run.totals[listing.stream.name] = first.total
    fresh = _fresh_from(run, listing, state)
    window = listing.window(run)
    for records in windows.read(run.client, window, after, first):
        _absorb(run, listing, records, fresh)
        for raw in records:
            value = window.value(raw)
            if value is not None:
                state.reached(value, run.now)
        run.commit_when_full()
    state.complete = True
    # Only now: were a part of it refused, the next run has to be given it again.
    run.note_first_page(state, question, first)
    if had_been_read and listing.may_vanish:
        _reconcile(run, listing, state)


def _question(run: ProjectRun, listing: UpdatedList, state: ListState) -> Question:
    question = listing.window(run).question(run.start_of(state))
    return Question(question.path, question.parameters, state.etag_for(question.name))


def _fresh_from(run: ProjectRun, listing: UpdatedList, state: ListState) -> Callable[[Row], bool]:
    """Return what tells the rows whose children are to be read.

    A thorough run looks at five weeks of records again; the children of those that are as they
    were landed are as they were, too, unless they are recent.
    """
    watermark = state.watermark_at()
    if listing.read_children is None or watermark is None or not run.is_thorough:
        return lambda row: True
    landed = run.landing.landed.live_rows(listing.stream, run.project.path, columns=("updated_at",))
    recent = watermark - (RECENT if state.complete else SHORT_OVERLAP)

    def is_fresh(row: Row) -> bool:
        known = landed.get(row[listing.stream.key])
        updated_at: datetime = row["updated_at"]
        return known is None or known["updated_at"] != updated_at or updated_at >= recent

    return is_fresh


def _absorb(
    run: ProjectRun, listing: UpdatedList, records: list[Any], fresh: Callable[[Row], bool]
) -> None:
    parsed = [
        run.batch.parsed(listing.stream, listing.parse, raw, run.project.path) for raw in records
    ]
    rows = [row for row in parsed if row is not None]
    if listing.read_children is not None:
        # Before their parents are added: a parent that is landed has all its children landed.
        parents = [row for row in rows if fresh(row)]
        unparsed = [raw for raw, row in zip(records, parsed, strict=True) if row is None]
        listing.read_children(run, [*parents, *_named(listing, unparsed)])
    run.batch.rows[listing.stream.name].extend(rows)
    if listing.stream is PIPELINES:
        run.changed_pipelines |= {row["pipeline_id"]: row["created_at"] for row in rows}


def _named(listing: UpdatedList, records: list[Any]) -> list[Row]:
    """Return what names records that went to quarantine: their children may be sound."""
    numbers = [(_integer(raw, "id"), _integer(raw, "iid")) for raw in records]
    return [{listing.stream.key: key, "iid": iid} for key, iid in numbers if None not in (key, iid)]


def _reconcile(run: ProjectRun, listing: UpdatedList, state: ListState) -> None:
    """Compare GitLab's own count with ours; only where they differ, list everything.

    Raises:
        VisibilityError: So much is gone that a lost permission is likelier than deletions.
    """
    known = run.known_keys(listing.stream)
    reads_everything = run.state.since is None
    total = run.client.page(_count_question(run, listing)).total if reads_everything else None
    if total is None and not run.is_thorough:
        # There is more than GitLab counts, or we were asked to leave something out.
        return
    if total is not None:
        run.totals[listing.stream.name] = total
        if total == len(known) or state.accepted == [total, len(known)]:
            return
    seen = _relist(run, listing, known, read_missed=reads_everything)
    gone = vanished(known, seen, run.request)
    run.add_vanished(listing.stream, gone, listing.children)
    run.commit()
    if total is not None:
        state.accepted = [total, len(run.known_keys(listing.stream))]


def _relist(
    run: ProjectRun, listing: UpdatedList, known: set[Any], *, read_missed: bool
) -> set[Any]:
    """Return the keys of everything there is; what was missed is added on the way."""
    seen: set[Any] = set()
    window = listing.window(run)
    for records in windows.read(run.client, window, EARLIEST):
        keys = [_integer(raw, "id") for raw in records]
        seen.update(key for key in keys if key is not None)
        if read_missed:
            missed = [raw for raw, key in zip(records, keys, strict=True) if key not in known]
            _absorb(run, listing, missed, lambda row: True)
            run.commit_when_full()
    return seen


def _count_question(run: ProjectRun, listing: UpdatedList) -> Question:
    return Question(run.path(listing.path), listing.parameters, size=1)


def _integer(raw: Any, name: str) -> int | None:
    try:
        return fields.integer(fields.record(raw, "record"), name)
    except RecordError:
        return None
