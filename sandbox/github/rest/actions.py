"""Workflow runs and their jobs.

Does not belong here: the repositories that stand inside runs (`repositories`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.github.answers import DOCS, not_found, validation_failure
from sandbox.github.rest.paging import numbered_page
from sandbox.github.rest.repositories import minimal
from sandbox.github.rest.representations import job_json, run_json
from sandbox.github.store import RepositoryState, Store
from sandbox.github.text import parse_timestamp
from sandbox.kit.answers import Answer, json_answer
from sandbox.world import WorkflowJob, WorkflowRun

RUNS_DOCUMENTATION = f"{DOCS}/rest/actions/workflow-runs#list-workflow-runs-for-a-repository"
ATTEMPT_DOCUMENTATION = f"{DOCS}/rest/actions/workflow-runs#get-a-workflow-run-attempt"
JOBS_DOCUMENTATION = f"{DOCS}/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run"
# A search by any of these shows at most this many runs, however many there are.
_SEARCH_PARAMETERS = (
    "actor",
    "branch",
    "check_suite_id",
    "created",
    "event",
    "head_sha",
    "status",
)
_SEARCH_LIMIT = 1000

Test = Callable[[WorkflowRun], bool]


def created_within(text: str) -> Test:
    """The test for `created`: a day, `A..B`, or a bound such as `>=A`; `*` leaves a side open.

    Raises:
        ValueError: a bound is not a date or time.
    """
    low, high = None, None
    if ".." in text:
        first, last = text.split("..", 1)
        low, high = _bound(first, end=False), _bound(last, end=True)
    elif text.startswith(">="):
        low = _bound(text[2:], end=False)
    elif text.startswith("<="):
        high = _bound(text[2:], end=True)
    elif text.startswith(">"):
        after = _bound(text[1:], end=True)
        low = None if after is None else after + timedelta(seconds=1)
    elif text.startswith("<"):
        until = _bound(text[1:], end=False)
        high = None if until is None else until - timedelta(seconds=1)
    else:
        low, high = _bound(text, end=False), _bound(text, end=True)

    def test(run: WorkflowRun) -> bool:
        return (low is None or run.created_at >= low) and (high is None or run.created_at <= high)

    return test


def _bound(text: str, *, end: bool) -> datetime | None:
    """One side of a range; a date means its first or, as an end, its last second in UTC."""
    if text == "*":
        return None
    value = parse_timestamp(text)
    whole_day = "T" not in text
    return value + timedelta(days=1, seconds=-1) if end and whole_day else value


_MATCHERS: Mapping[str, Callable[[str], Test]] = {
    "actor": lambda text: lambda run: run.actor is not None and run.actor.login == text,
    "branch": lambda text: lambda run: run.head_branch == text,
    "event": lambda text: lambda run: run.event == text,
    "head_sha": lambda text: lambda run: run.head_sha == text,
    "status": lambda text: lambda run: text in {run.status, run.conclusion},
    "check_suite_id": lambda text: lambda run: str(run.database_id) == text,
    "created": created_within,
}


def runs(
    state: RepositoryState, store: Store, parameters: Mapping[str, str], address: str, api: str
) -> Answer:
    """A page of workflow runs, newest first."""
    searched = [name for name in _SEARCH_PARAMETERS if parameters.get(name)]
    try:
        tests = [_MATCHERS[name](parameters[name]) for name in searched]
    except ValueError:
        error = f"created: {parameters['created']!r} is not a date range"
        return validation_failure([error], RUNS_DOCUMENTATION)
    found = [run for run in state.runs.values() if all(test(run) for test in tests)]
    found.sort(key=lambda run: (run.created_at, run.database_id), reverse=True)
    reachable = _SEARCH_LIMIT if searched else len(found)
    shown, headers = numbered_page(found, parameters, address, reachable)
    repository = minimal(state, store, api)
    content = {
        "total_count": len(found),
        "workflow_runs": [run_json(run, state, repository, api) for run in shown],
    }
    return json_answer(content, headers=headers)


def attempt(
    state: RepositoryState, store: Store, run_id: int, attempt_number: int, api: str
) -> Answer:
    """A workflow run as it was in one of its attempts."""
    run = state.runs.get(run_id)
    if run is None or not 1 <= attempt_number <= run.run_attempt:
        return not_found(ATTEMPT_DOCUMENTATION)
    shown = in_attempt(run, attempt_number)
    return json_answer(run_json(shown, state, minimal(state, store, api), api))


def in_attempt(run: WorkflowRun, number: int) -> WorkflowRun:
    """The run in an attempt; one that is not the latest has ended, as its jobs did."""
    jobs = tuple(job for job in run.jobs if job.run_attempt == number)
    if number == run.run_attempt or not jobs:
        return replace(run, run_attempt=number)
    ends = [job.completed_at for job in jobs if job.completed_at is not None]
    is_failed = any(job.conclusion == "failure" for job in jobs)
    return replace(
        run,
        run_attempt=number,
        run_started_at=min(job.created_at for job in jobs),
        updated_at=max(ends, default=run.updated_at),
        status="completed",
        conclusion="failure" if is_failed else "success",
    )


def jobs(
    state: RepositoryState, run_id: int, parameters: Mapping[str, str], address: str, api: str
) -> Answer:
    """A page of a run's jobs: those of the latest attempt, or with `filter=all` of every one."""
    chosen = parameters.get("filter", "latest")
    if chosen not in {"latest", "all"}:
        return validation_failure(["filter must be one of latest, all"], JOBS_DOCUMENTATION)
    run = state.runs.get(run_id)
    if run is None:
        return not_found(JOBS_DOCUMENTATION)
    wanted = [job for job in run.jobs if chosen == "all" or job.run_attempt == run.run_attempt]
    return _job_page(run, state, wanted, parameters, address, api)


def attempt_jobs(
    state: RepositoryState,
    run_id: int,
    attempt: int,
    parameters: Mapping[str, str],
    address: str,
    api: str,
) -> Answer:
    """A page of the jobs of one attempt of a run."""
    run = state.runs.get(run_id)
    if run is None or not 1 <= attempt <= run.run_attempt:
        return not_found(f"{JOBS_DOCUMENTATION}-attempt")
    wanted = [job for job in run.jobs if job.run_attempt == attempt]
    return _job_page(run, state, wanted, parameters, address, api)


def _job_page(
    run: WorkflowRun,
    state: RepositoryState,
    wanted: list[WorkflowJob],
    parameters: Mapping[str, str],
    address: str,
    api: str,
) -> Answer:
    shown, headers = numbered_page(wanted, parameters, address, len(wanted))
    content = {
        "total_count": len(wanted),
        "jobs": [job_json(job, run, state, api) for job in shown],
    }
    return json_answer(content, headers=headers)
