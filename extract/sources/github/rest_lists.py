"""Reads what only GitHub's REST API has: pushes, workflow runs and their jobs.

Belongs here: paging these lists and bounding the requests for jobs.
Does not belong here: anything GraphQL has, or how records are parsed.

Pushes: only activities that bring commits are landed. Merges and branch deletions would double
the requests, and a merge's time is on the pull request. So the first reading asks for each wanted
kind by itself; later readings ask for everything new at once and leave out the rest.

Jobs cost one request for each workflow run, so they are counted apart and bounded: they are read
for runs from the newest one at the first extraction on, at most a hundred runs at a time; what is
left waits in the state, and the log says ``partial`` until it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from extract.core.errors import NotFoundError, RecordError
from extract.core.source import Row, Stream
from extract.sources.github.parsing import fields
from extract.sources.github.parsing import rest_records as parsing
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.state import OVERLAP
from extract.sources.github.streams import PUSHES, WORKFLOW_JOBS, WORKFLOW_RUNS

PUSH_KINDS = ("branch_creation", "push", "force_push")
"""The activities that bring commits, the most frequent first."""

_OTHER_KINDS = frozenset({"branch_deletion", "pr_merge", "merge_queue_merge"})

JOB_REQUESTS = 100
"""Workflow runs whose jobs one run of one repository fetches at most."""

_PUSH_OVERLAP = timedelta(hours=1)
_RUN_OVERLAP = timedelta(days=1)


@dataclass(frozen=True)
class RestList:
    """A newest-first list of a repository in the REST API.

    Attributes:
        stream: Where its records land.
        path: Below the repository.
        parameters: Sent with the first page; later pages follow GitHub's links.
        records: Takes the records out of a page.
        parse: One record to one row.
        order: The landed column it is ordered by.
        overlap: How far below the watermark it is read again: records may appear late or change.
        name: What its progress is remembered under.
        left_out: Kinds of activity that are not landed.
    """

    stream: Stream
    path: str
    parameters: Mapping[str, str | int]
    records: Callable[[Any], list[Any]]
    parse: Callable[..., Row]
    order: str
    overlap: timedelta
    name: str
    left_out: frozenset[str] = frozenset()


ACTIVITY = RestList(
    stream=PUSHES,
    path="activity",
    parameters={"per_page": 100},
    records=parsing.activity_records,
    parse=parsing.push_row,
    order="pushed_at",
    overlap=_PUSH_OVERLAP,
    name="pushes",
    left_out=_OTHER_KINDS,
)
RUNS = RestList(
    stream=WORKFLOW_RUNS,
    path="actions/runs",
    parameters={"per_page": 100, "exclude_pull_requests": "true"},
    records=parsing.workflow_run_records,
    parse=parsing.workflow_run_row,
    order="created_at",
    overlap=_RUN_OVERLAP,
    name="workflowRuns",
)


def read_pushes(run: RepositoryRun, *, thorough: bool) -> None:
    """Read the pushes and branch creations GitHub's server has seen."""
    whole = run.state.of(ACTIVITY.name)
    if whole.complete:
        _read_again(run, ACTIVITY, OVERLAP if thorough else ACTIVITY.overlap, _ignore)
        return
    resumed = False
    for kind in PUSH_KINDS:
        parameters = {**ACTIVITY.parameters, "activity_type": kind}
        of_kind = replace(ACTIVITY, parameters=parameters, name=f"{ACTIVITY.name}/{kind}")
        resumed = _read_first_time(run, of_kind, _ignore) or resumed
    # The first kind was read first: whatever came later than its newest record is still to read.
    whole.newest = run.state.of(f"{ACTIVITY.name}/{PUSH_KINDS[0]}").watermark
    whole.finish()
    if resumed:
        _read_again(run, ACTIVITY, ACTIVITY.overlap, _ignore)


def read_workflow_runs(run: RepositoryRun, *, thorough: bool) -> None:
    """Read the workflow runs, and note those whose jobs have to be fetched."""
    landed = run.landing.landed.live_rows(
        WORKFLOW_RUNS, run.repository, columns=("updated_at", "status")
    )
    unfinished = any(row["status"] != "completed" for row in landed.values())

    def note(row: Row) -> None:
        known = landed.get(row["workflow_run_id"])
        changed = known is None or known["updated_at"] != row["updated_at"]
        pending = run.state.pending_jobs
        if not changed or row["workflow_run_id"] in pending:
            return
        run.state.jobs_from = run.state.jobs_from or row["created_at"].isoformat()
        if row["created_at"] >= datetime.fromisoformat(run.state.jobs_from):
            pending.append(row["workflow_run_id"])

    complete = run.state.of(RUNS.name).complete
    if complete or _read_first_time(run, RUNS, note):
        depth = OVERLAP if thorough or unfinished else RUNS.overlap
        _read_again(run, RUNS, depth, note)


def read_jobs(run: RepositoryRun) -> None:
    """Read the jobs of new and changed workflow runs, as far as the bound allows."""
    allowed = JOB_REQUESTS
    while run.state.pending_jobs and allowed:
        run_id = run.state.pending_jobs[0]
        path = f"/repos/{run.repository}/actions/runs/{run_id}/jobs"
        try:
            for payload, _ in run.client.pages(path, {"per_page": 100, "filter": "all"}):
                for raw in parsing.workflow_job_records(payload):
                    run.batch.add(WORKFLOW_JOBS, parsing.workflow_job_row, raw, run.repository)
        except NotFoundError:
            # The run was deleted since it was listed; it has no jobs to read any more.
            run.details[WORKFLOW_JOBS.name] = f"workflow run {run_id} was deleted meanwhile"
        run.state.pending_jobs.pop(0)
        allowed -= 1
        run.page_done()


def _ignore(_: Row) -> None:
    """Nothing depends on this row."""


def _read_first_time(run: RepositoryRun, wanted: RestList, on_row: Callable[[Row], None]) -> bool:
    """Read a list to its end if that has not been done; return whether an earlier run began it."""
    state = run.state.of(wanted.name)
    resumed = state.cursor is not None
    if not state.complete:
        _read_pages(run, wanted, run.state.since_at(), on_row)
    return resumed


def _read_again(
    run: RepositoryRun, wanted: RestList, depth: timedelta, on_row: Callable[[Row], None]
) -> None:
    """Read a list from its top down to some depth below its watermark."""
    state = run.state.of(wanted.name)
    floor = state.watermark_at() - depth if state.watermark else run.state.since_at()
    _read_pages(run, wanted, max(floor, run.state.since_at()), on_row)


def _read_pages(
    run: RepositoryRun, wanted: RestList, floor: datetime, on_row: Callable[[Row], None]
) -> None:
    """Read from the cursor, or from the top, down to the floor."""
    state = run.state.of(wanted.name)
    path = f"/repos/{run.repository}/{wanted.path}"
    for payload, next_url in run.client.pages(path, wanted.parameters, state.cursor):
        oldest = _take_page(run, wanted, payload, on_row)
        if not state.complete:
            state.cursor = next_url
        if oldest is not None and oldest < floor:
            break
        run.page_done()
    state.finish()


def _take_page(
    run: RepositoryRun, wanted: RestList, payload: Any, on_row: Callable[[Row], None]
) -> datetime | None:
    """Absorb one page; return the order value of its oldest record, if it has any."""
    oldest: datetime | None = None
    for raw in _records(run, wanted, payload):
        if isinstance(raw, Mapping) and raw.get("activity_type") in wanted.left_out:
            continue
        row = run.batch.parsed(wanted.stream, wanted.parse, raw, run.repository)
        if row is None:
            continue
        oldest = row[wanted.order]
        if row[wanted.order] >= run.state.since_at():
            run.batch.rows[wanted.stream.name].append(row)
            run.state.of(wanted.name).met(row[wanted.order])
            on_row(row)
    return oldest


def _records(run: RepositoryRun, wanted: RestList, payload: Any) -> list[Any]:
    try:
        if isinstance(payload, Mapping):
            run.totals[wanted.stream.name] = fields.integer(payload, "total_count")
        return wanted.records(payload)
    except RecordError as error:
        raise RecordError(
            f"GitHub's list {wanted.path} of {run.repository} is malformed: {error}"
        ) from error
