"""The steps of reading one repository, and what the log says of each stream afterwards.

Belongs here: their order, and which failures concern only their own stream. Does not belong here:
the steps themselves, or which repositories there are (``run.py``).
"""

from __future__ import annotations

from collections.abc import Callable

from extract.core.errors import NotFoundError, PermissionDeniedError
from extract.core.scope_log import PARTIAL
from extract.core.source import Stream
from extract.sources.github import jobs, reconcile, rest_lists, sweep
from extract.sources.github.batch import CHILD_STREAMS
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.settings import LANES
from extract.sources.github.streams import (
    GRAPHQL_STREAMS,
    PUSHES,
    WORKFLOW_JOBS,
    WORKFLOW_RUN_ATTEMPTS,
    WORKFLOW_RUNS,
    WORKFLOW_STREAMS,
)
from extract.sources.github.swept_lists import LISTS


def read_repository(run: RepositoryRun, most_job_requests: int) -> list[str]:
    """Read everything of a repository that has changed, and commit it.

    Args:
        run: The repository.
        most_job_requests: How many requests jobs may take.

    Returns:
        One line for each stream that could not be read; the others were.

    Raises:
        ExtractError: The repository as a whole could not be read.
    """
    started_at = run.landing.clock.now()
    _read_graphql(run)
    problems = _log_graphql(run)
    problems += _read_rest(run, most_job_requests)
    if run.thorough:
        run.state.thorough_at = started_at.isoformat()
    run.commit()
    return problems


def _read_graphql(run: RepositoryRun) -> None:
    had_been_read = all(run.state.of(swept.field).complete for swept in LISTS)
    again = sweep.read_first_time(run)
    if had_been_read:
        sweep.read_changes(run, thorough=run.thorough)
    elif again:
        # Time has passed since the part that an earlier run read.
        sweep.read_changes(run, thorough=False)
    reconcile.reconcile(run)


def _log_graphql(run: RepositoryRun) -> list[str]:
    since = run.state.since
    for name, error in run.failures.items():
        children = CHILD_STREAMS.get(name, ())
        run.log.failed([s for s in GRAPHQL_STREAMS if s.name == name or s in children], error)
    for stream in GRAPHQL_STREAMS:
        if run.log.detail_of(stream) is None:
            expected = None if since else run.totals.get(stream.name)
            run.log.read(stream, expected, f"since {since}" if since else None)
    return [f"{run.repository}, {name}: {error}" for name, error in run.failures.items()]


def _read_rest(run: RepositoryRun, most_job_requests: int) -> list[str]:
    """Read the REST lists; one that the token may not read does not stop the others."""

    def read_workflows() -> None:
        rest_lists.read_workflow_runs(run)
        jobs.read_jobs(run, most_job_requests, LANES)

    steps: tuple[tuple[tuple[Stream, ...], Callable[[], None]], ...] = (
        ((PUSHES,), lambda: rest_lists.read_pushes(run)),
        (WORKFLOW_STREAMS, read_workflows),
    )
    problems = []
    for streams, step in steps:
        try:
            step()
        except (PermissionDeniedError, NotFoundError) as error:
            run.log.failed(streams, error)
            problems.append(f"{run.repository}, {streams[0].name}: {error}")
        else:
            for stream in streams:
                _log_rest(run, stream)
    return problems


def _log_rest(run: RepositoryRun, stream: Stream) -> None:
    waiting = len(run.state.pending_jobs)
    if waiting and stream in (WORKFLOW_JOBS, WORKFLOW_RUN_ATTEMPTS):
        run.log.read(stream, None, f"{waiting} workflow runs wait for later runs", status=PARTIAL)
        return
    is_total = stream in (PUSHES, WORKFLOW_RUNS) and not run.state.since
    expected = run.totals.get(stream.name) if is_total else None
    run.log.read(stream, expected, run.details.get(stream.name))
