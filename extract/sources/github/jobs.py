"""Reads the jobs of workflow runs, and the attempts that came before the latest one.

Belongs here: these requests, side by side, and their bound. Does not belong here: the list of
workflow runs (``rest_lists.py``), which brings the latest attempt of each.

They cost a request for each workflow run, and one more for each earlier attempt. So they are read
for runs from the newest one at the first extraction on (or as many days before it as the settings
say), and as far as the bound allows; what is left waits in the state, and the log says ``partial``
until it is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from extract.core.batch import Batch
from extract.core.errors import NotFoundError
from extract.core.parallel import in_order
from extract.sources.github.client import GithubClient
from extract.sources.github.parsing import rest_records as parsing
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.rest_pages import PAGE_SIZE
from extract.sources.github.streams import WORKFLOW_JOBS, WORKFLOW_RUN_ATTEMPTS


@dataclass(frozen=True)
class _Wanted:
    """A workflow run whose jobs are to be read, and its earlier attempts that are."""

    workflow_run_id: int
    attempts: tuple[int, ...]


def read_jobs(run: RepositoryRun, most_requests: int, lanes: int) -> None:
    """Read the jobs and earlier attempts of new and changed workflow runs.

    Args:
        run: The repository; its state says what is pending.
        most_requests: How many requests this may take; one workflow run is always read.
        lanes: Requests at a time.
    """
    fetch = partial(_fetched, run.client, run.repository)
    for wanted, found in in_order(fetch, _affordable(run, most_requests), lanes):
        run.job_requests += 1 + len(wanted.attempts)
        if found is None:
            detail = f"workflow run {wanted.workflow_run_id} was deleted meanwhile"
            run.details[WORKFLOW_JOBS.name] = detail
        else:
            for stream, rows in found.rows.items():
                run.batch.rows[stream] += rows
        run.state.jobs_done(wanted.workflow_run_id)
        run.page_done()


def _affordable(run: RepositoryRun, most_requests: int) -> list[_Wanted]:
    """Return the first of the pending workflow runs, as many as the requests suffice for."""
    chosen: list[_Wanted] = []
    left = most_requests
    landed = run.landing.landed.live_rows(WORKFLOW_RUN_ATTEMPTS, run.repository, ("status",))
    over = {key for key, row in landed.items() if row["status"] == parsing.COMPLETED}
    for workflow_run_id in run.state.pending_jobs:
        earlier = range(1, run.state.attempts_of(workflow_run_id))
        # An attempt that has ended and is not the latest does not change any more.
        attempts = [n for n in earlier if parsing.attempt_id(workflow_run_id, n) not in over]
        left -= 1 + len(attempts)
        if left < 0 and chosen:
            break
        chosen.append(_Wanted(workflow_run_id, tuple(attempts)))
    return chosen


def _fetched(client: GithubClient, repository: str, wanted: _Wanted) -> Batch | None:
    """Fetch and parse what belongs to a workflow run; None if it was deleted since."""
    batch = Batch(repository)
    address = f"/repos/{repository}/actions/runs/{wanted.workflow_run_id}"
    try:
        for payload in client.pages(f"{address}/jobs", {"per_page": PAGE_SIZE, "filter": "all"}):
            for raw in parsing.workflow_job_records(payload):
                batch.add(WORKFLOW_JOBS, parsing.workflow_job_row, raw, repository)
    except NotFoundError:
        return None
    _fetch_attempts(client, batch, address, wanted.attempts)
    return batch


def _fetch_attempts(
    client: GithubClient, batch: Batch, address: str, attempts: Sequence[int]
) -> None:
    for number in attempts:
        url = client.url(f"{address}/attempts/{number}", {"exclude_pull_requests": "true"})
        try:
            raw = client.page(url).payload
        except NotFoundError:
            # GitHub keeps a run longer than its early attempts.
            continue
        batch.add(WORKFLOW_RUN_ATTEMPTS, parsing.workflow_run_attempt_row, raw, batch.scope)
