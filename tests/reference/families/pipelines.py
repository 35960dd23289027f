"""Runs of continuous integration with their attempts.

Belongs here: what each attempt said, and when. Does not belong here: any metric
(`continuous_integration.py`).

The sandbox's organisation builds everything with GitHub's workflows, so no other tool speaks here.
Of a run that was tried again only the latest attempt is known, unless it is the newest run of its
repository: earlier attempts are read from the first extraction on, which is the only one here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.reference.context import Context
from tests.reference.records import WorkflowRun

UNKNOWN = "unknown"
VERDICTS = {
    "success": "passed",
    "neutral": "passed",
    "failure": "failed",
    "timed_out": "failed",
    "startup_failure": "failed",
}
GRAVEST_FIRST = ("cancelled", "timed_out", "failure", "success", "neutral", "skipped")


@dataclass(frozen=True)
class Attempt:
    """One try of a run; `ended_at` is `None` while it goes on."""

    ended_at: datetime | None
    conclusion: str | None

    @property
    def verdict(self) -> str | None:
        """passed or failed, if it says either."""
        return VERDICTS.get(self.conclusion or "") if self.ended_at else None


@dataclass(frozen=True)
class Run:
    """One run of a workflow on a commit."""

    run_id: str
    repository: str
    workflow: str
    event: str
    branch: str | None
    commit: str
    enqueued_at: datetime
    attempts: tuple[Attempt, ...]

    @property
    def verdicts(self) -> list[Attempt]:
        """The attempts that passed or failed, in order."""
        return [attempt for attempt in self.attempts if attempt.verdict]

    @property
    def is_known(self) -> bool:
        """All attempts are known."""
        return all(attempt.conclusion != UNKNOWN for attempt in self.attempts)

    @property
    def is_running(self) -> bool:
        """An attempt goes on."""
        return any(attempt.ended_at is None for attempt in self.attempts)

    @property
    def cancelled_at(self) -> datetime | None:
        """When it was given up without a verdict, if it was."""
        if self.verdicts or self.is_running:
            return None
        ends = [attempt.ended_at for attempt in self.attempts if attempt.ended_at]
        is_cancelled = any(attempt.conclusion == "cancelled" for attempt in self.attempts)
        return max(ends) if is_cancelled else None


def _attempts(run: WorkflowRun) -> Iterator[Attempt]:
    """The tries of a run, each over when all its jobs are."""
    for number in sorted({job.run_attempt for job in run.jobs}):
        jobs = [job for job in run.jobs if job.run_attempt == number]
        ends = [job.completed_at for job in jobs if job.completed_at]
        conclusions = {job.conclusion for job in jobs}
        said = [each for each in GRAVEST_FIRST if each in conclusions]
        yield Attempt(max(ends) if len(ends) == len(jobs) else None, said[0] if said else None)


def _known_attempts(run: WorkflowRun, newest: datetime) -> tuple[Attempt, ...]:
    """All attempts of the newest run, of others something unknown and the latest."""
    attempts = tuple(_attempts(run))
    if len(attempts) == 1 or run.created_at >= newest:
        return attempts
    return (Attempt(run.created_at, UNKNOWN), attempts[-1])


def runs(context: Context) -> list[Run]:
    """Every run in the order in which they were enqueued."""
    found = [
        Run(
            run_id=f"github:{run.database_id}",
            repository=repository.full_name,
            workflow=run.workflow_name,
            event=run.event,
            branch=run.head_branch,
            commit=run.head_sha,
            enqueued_at=run.created_at,
            attempts=_known_attempts(run, max(r.created_at for r in repository.workflow_runs)),
        )
        for repository in context.truth.repositories
        for run in repository.workflow_runs
    ]
    return sorted(found, key=lambda run: (run.enqueued_at, run.run_id))
