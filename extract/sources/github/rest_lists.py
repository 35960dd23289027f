"""Reads the lists that only GitHub's REST API has: pushes and workflow runs.

Belongs here: which lists there are, how far each is to be read, and taking in their rows.
Does not belong here: fetching and parsing pages (``rest_pages.py``), or jobs (``jobs.py``).

Pushes: only activities that bring commits are landed. Merges and branch deletions would double
the requests, and a merge's time is on the pull request. So the first reading asks for each wanted
kind by itself; later readings ask for everything new at once and leave out the rest.

Workflow runs are never taken for deleted: GitHub forgets old ones by itself, and what they say of
their time stays true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from extract.core.common_streams import QUARANTINE
from extract.core.source import Row
from extract.sources.github.parsing import rest_records as parsing
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.rest_pages import PAGE_SIZE, Reading, RestList, RestPage, pages
from extract.sources.github.state import OVERLAP, ListState
from extract.sources.github.streams import PUSHES, WORKFLOW_RUN_ATTEMPTS, WORKFLOW_RUNS

PUSH_KINDS = ("branch_creation", "push", "force_push")
"""The activities that bring commits, the most frequent first."""

_OTHER_KINDS = frozenset({"branch_deletion", "pr_merge", "merge_queue_merge"})
_PUSH_OVERLAP = timedelta(hours=1)
_RUN_OVERLAP = timedelta(days=1)

ACTIVITY = RestList(
    stream=PUSHES,
    path="activity",
    parameters={"per_page": PAGE_SIZE},
    records=parsing.activity_records,
    parse=parsing.push_row,
    order="pushed_at",
    overlap=_PUSH_OVERLAP,
    name="pushes",
    left_out=_OTHER_KINDS,
)
ACTIVITY_KINDS = tuple(
    replace(
        ACTIVITY,
        parameters={**ACTIVITY.parameters, "activity_type": kind},
        name=f"{ACTIVITY.name}/{kind}",
        is_reread=False,
    )
    for kind in PUSH_KINDS
)
RUNS = RestList(
    stream=WORKFLOW_RUNS,
    path="actions/runs",
    parameters={"per_page": PAGE_SIZE, "exclude_pull_requests": "true"},
    records=parsing.workflow_run_records,
    parse=parsing.workflow_run_row,
    order="created_at",
    overlap=_RUN_OVERLAP,
    name="workflowRuns",
    is_search=True,
)

OnRow = Callable[[Row], None]


def readings(run: RepositoryRun) -> list[Reading]:
    """Return what a run over a repository will read first; it may be fetched before its turn."""
    wanted: list[RestList] = [RUNS]
    if run.state.of(ACTIVITY.name).complete:
        wanted.append(ACTIVITY)
    else:
        wanted += [kind for kind in ACTIVITY_KINDS if not run.state.of(kind.name).complete]
    return [_reading(run, each) for each in wanted]


def read_pushes(run: RepositoryRun) -> None:
    """Read the pushes and branch creations GitHub's server has seen."""
    whole = run.state.of(ACTIVITY.name)
    if whole.complete:
        _take(run, ACTIVITY, _ignore)
        return
    states = [run.state.of(kind.name) for kind in ACTIVITY_KINDS]
    resumed = any(state.cursor is not None for state in states)
    for kind, state in zip(ACTIVITY_KINDS, states, strict=True):
        if not state.complete:
            _take(run, kind, _ignore)
    # The first kind was taken in first, but in this run it may have been asked for last. So what
    # came as long before its newest record as a run can last may be missing of other kinds.
    if states[0].watermark:
        lasts = timedelta(seconds=run.request.patience.total_run_seconds)
        whole.newest = (states[0].watermark_at() - lasts).isoformat()
    whole.finish()
    if resumed:
        _take(run, ACTIVITY, _ignore)


def read_workflow_runs(run: RepositoryRun) -> None:
    """Read the workflow runs with their latest attempts; note those whose jobs are to be read."""
    known = run.known_workflow_runs

    def note(row: Row) -> None:
        run.batch.rows[WORKFLOW_RUN_ATTEMPTS.name].append(parsing.attempt_row(row))
        landed = known.get(row["workflow_run_id"])
        if landed is None or landed["updated_at"] != row["updated_at"]:
            run.state.note_jobs(row, run.job_history)

    resumed = run.state.of(RUNS.name).cursor is not None
    _take(run, RUNS, note)
    if resumed:
        _take(run, RUNS, note)


def _ignore(_: Row) -> None:
    """Nothing depends on this row."""


def _reading(run: RepositoryRun, wanted: RestList) -> Reading:
    """Return how a list is to be read: on from a cursor, or from its top down."""
    state = run.state.of(wanted.name)
    top = run.client.url(f"/repos/{run.repository}/{wanted.path}", wanted.parameters)
    floor = max(_floor(run, wanted, state), run.state.since_at())
    if not state.complete:
        return Reading(wanted, run.repository, state.cursor or top, floor)
    return Reading(wanted, run.repository, top, floor, state.first_page())


def _floor(run: RepositoryRun, wanted: RestList, state: ListState) -> datetime:
    if not (state.complete and state.watermark):
        return run.state.since_at()
    is_open = wanted is RUNS and any(
        row["status"] != "completed" for row in run.known_workflow_runs.values()
    )
    return state.watermark_at() - (OVERLAP if run.thorough or is_open else wanted.overlap)


def _take(run: RepositoryRun, wanted: RestList, on_row: OnRow) -> None:
    """Take in a list, as far as it is to be read."""
    state = run.state.of(wanted.name)
    is_from_top = state.cursor is None
    first: RestPage | None = None
    ahead = run.ahead.pop(wanted.name, None)
    for page in ahead or pages(run.client, _reading(run, wanted)):
        first = first or page
        _take_page(run, wanted, page, on_row)
        if not state.complete:
            state.cursor = page.next_url
        run.page_done()
    state.finish()
    if first and is_from_top and wanted.is_reread:
        state.remember(first.as_first())


def _take_page(run: RepositoryRun, wanted: RestList, page: RestPage, on_row: OnRow) -> None:
    if page.total is not None:
        run.totals[wanted.stream.name] = page.total
    run.batch.rows[QUARANTINE.name] += page.quarantined
    for row in page.rows:
        if row[wanted.order] >= run.state.since_at():
            run.batch.rows[wanted.stream.name].append(row)
            run.state.of(wanted.name).met(row[wanted.order])
            on_row(row)
