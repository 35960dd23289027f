"""Workflow runs of continuous integration, with jobs and re-run attempts.

Belongs here: runs for a share of the pushed commits. Does not belong here: deployments.
"""

from dataclasses import dataclass, field

from sandbox.entities.operations import WorkflowJob, WorkflowRun
from sandbox.simulation.cut import Frame
from sandbox.simulation.drafts import PushDraft, RepositoryDraft
from sandbox.simulation.randomness import chance, lognormal, node_id, pick
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import MINUTE, instant_of

_NAME = "Continuous integration"
_JOBS = (("lint", 1.5), ("test", 7.0), ("build", 4.0))
_FAILS_SHARE = 0.12
_RERUN_SHARE = 0.6
_MOST_ATTEMPTS = 3
_RERUN_MINUTES = 10.0
_DELAY_SECONDS = 3


@dataclass(slots=True)
class _JobPlan:
    name: str
    begin: int
    end: int
    is_failed: bool


@dataclass(slots=True)
class _Attempt:
    at: int
    jobs: list[_JobPlan] = field(default_factory=list)

    @property
    def end(self) -> int:
        return max(job.end for job in self.jobs)

    @property
    def is_failed(self) -> bool:
        return any(job.is_failed for job in self.jobs)


def workflow_runs(
    setting: Setting, repository: RepositoryDraft, frame: Frame
) -> tuple[WorkflowRun, ...]:
    """The runs of a repository up to the cut, in order of time."""
    workflow_id = frame.ids.of(node_id("W", frame.repository))
    pushes = [push for change in repository.changes for push in change.pushes]
    triggers = [
        push
        for push in sorted(pushes + repository.pushes, key=lambda push: (push.at, push.key))
        if push.after and setting.start <= push.at <= frame.as_of - _DELAY_SECONDS
    ]
    share = setting.scenario.volume.workflow_run_share
    chosen = [push for push in triggers if chance(setting.draw("workflow", push.key), share)]
    return tuple(
        _run(frame, push, (workflow_id, number), _attempts(setting, push, frame.as_of))
        for number, push in enumerate(chosen, start=1)
    )


def _attempts(setting: Setting, push: PushDraft, as_of: int) -> list[_Attempt]:
    """The first attempt and the re-runs after failures that began before the cut."""
    draw = setting.draw("run", push.key)
    attempts = [_Attempt(push.at + _DELAY_SECONDS)]
    while True:
        attempt = attempts[-1]
        failing = pick(draw, _JOBS)[0] if chance(draw, _FAILS_SHARE) else ""
        for name, minutes in _JOBS:
            begin = attempt.at + 5 + int(draw.integers(40))
            end = begin + max(1, round(lognormal(draw, minutes * MINUTE, 0.35)))
            attempt.jobs.append(_JobPlan(name, begin, end, name == failing))
        again = attempt.end + round(lognormal(draw, _RERUN_MINUTES * MINUTE, 0.8))
        is_last = len(attempts) == _MOST_ATTEMPTS or not chance(draw, _RERUN_SHARE)
        if not attempt.is_failed or is_last or again > as_of:
            return attempts
        attempts.append(_Attempt(again))


def _run(
    frame: Frame, push: PushDraft, numbers: tuple[int, int], attempts: list[_Attempt]
) -> WorkflowRun:
    node = node_id("WFR", frame.repository, push.key)
    last = attempts[-1]
    is_done = last.end <= frame.as_of
    return WorkflowRun(
        database_id=frame.ids.of(node),
        node_id=node,
        workflow_id=numbers[0],
        workflow_name=_NAME,
        event="push" if push.branch == "main" else "pull_request",
        head_sha=push.after,
        run_number=numbers[1],
        created_at=instant_of(attempts[0].at),
        run_started_at=instant_of(last.at),
        updated_at=instant_of(min(last.end, frame.as_of)),
        head_branch=push.branch,
        run_attempt=len(attempts),
        status="completed" if is_done else "in_progress",
        conclusion=_conclusion(is_failed=last.is_failed) if is_done else None,
        actor=push.actor,
        jobs=tuple(
            _job(frame, node, number, attempt, job)
            for number, attempt in enumerate(attempts, start=1)
            for job in attempt.jobs
        ),
    )


def _job(frame: Frame, run: str, number: int, attempt: _Attempt, job: _JobPlan) -> WorkflowJob:
    node = node_id("CR", run, number, job.name)
    is_done = job.end <= frame.as_of
    return WorkflowJob(
        database_id=frame.ids.of(node),
        node_id=node,
        run_attempt=number,
        name=job.name,
        created_at=instant_of(attempt.at),
        started_at=instant_of(min(job.begin, frame.as_of)),
        completed_at=instant_of(job.end) if is_done else None,
        status="completed" if is_done else "in_progress",
        conclusion=_conclusion(is_failed=job.is_failed) if is_done else None,
    )


def _conclusion(*, is_failed: bool) -> str:
    return "failure" if is_failed else "success"
