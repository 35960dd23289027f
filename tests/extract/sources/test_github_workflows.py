"""Workflow runs, their attempts and jobs: all of them, and no request too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from extract.sources.github import jobs
from sandbox.world import WorkflowRun, World
from tests.extract.sources.github_example import REPOSITORY, Github, small_world

ATTEMPT = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}"
JOBS = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs"
LIST = "GET /repos/{owner}/{repo}/actions/runs"
MANY = 2350


def runs_of(world: World) -> tuple[WorkflowRun, ...]:
    repository = world.repository(REPOSITORY)
    assert repository is not None
    return repository.workflow_runs


def run_again(github: Github, run: WorkflowRun) -> WorkflowRun:
    """The run fails, and a further attempt of it succeeds."""
    state = github.service.store.repository(REPOSITORY)
    assert state is not None
    number, later = run.run_attempt + 1, run.updated_at + timedelta(minutes=1)
    before = [job for job in run.jobs if job.run_attempt == run.run_attempt]
    failed = tuple(replace(job, conclusion="failure") for job in run.jobs)
    new = tuple(
        replace(job, database_id=job.database_id + 10**9 * number, run_attempt=number)
        for job in before
    )
    again = replace(
        run, run_attempt=number, run_started_at=later, updated_at=later, jobs=failed + new
    )
    state.runs[run.database_id] = again
    return again


def test_earlier_attempts_are_read_once_and_the_latest_comes_with_the_run(github: Github) -> None:
    (latest,) = runs_of(small_world())[-1:]
    github.extract()
    known = github.rows("workflow_run_attempts")
    assert set(known) == {f"{r.database_id}:{r.run_attempt}" for r in runs_of(small_world())}
    again = run_again(github, run_again(github, latest))
    github.requests()
    github.extract()
    seen = github.requests()
    # The first attempt had ended when it was landed as the latest; it cannot have changed.
    assert (seen[JOBS], seen[ATTEMPT]) == (1, 1)
    attempts = github.rows("workflow_run_attempts")
    outcomes = [attempts[f"{again.database_id}:{n}"]["conclusion"] for n in (1, 2, 3)]
    assert outcomes == [latest.conclusion, "failure", again.conclusion]
    started = [attempts[f"{again.database_id}:{n}"]["run_started_at"] for n in (1, 2, 3)]
    assert started[2] == again.run_started_at.replace(tzinfo=None) > started[0]
    landed = github.rows("workflow_jobs").values()
    numbers = [j["run_attempt"] for j in landed if j["workflow_run_id"] == again.database_id]
    assert sorted(numbers) == sorted(job.run_attempt for job in again.jobs)


def test_a_history_of_jobs_can_be_asked_for(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_JOB_HISTORY_DAYS", "3650")
    github.extract()
    runs = runs_of(small_world())
    assert set(github.rows("workflow_jobs")) == {j.database_id for r in runs for j in r.jobs}
    assert len(github.rows("workflow_run_attempts")) == sum(run.run_attempt for run in runs)
    assert any(run.run_attempt > 1 for run in runs)


def test_jobs_beyond_the_bound_wait_and_the_log_says_so(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_JOB_HISTORY_DAYS", "3650")
    for name in ("JOB_REQUESTS", "LEAST_JOB_REQUESTS"):
        monkeypatch.setattr(import_module("extract.sources.github.run"), name, 15)
    github.extract()
    partial = github.log("partial")
    assert {entry["stream"] for entry in partial} == {"workflow_jobs", "workflow_run_attempts"}
    assert "workflow runs wait for later runs" in partial[0]["detail"]
    seen = github.requests()
    assert seen[JOBS] + seen.get(ATTEMPT, 0) <= 15
    github.extract()
    expected = {job.database_id for run in runs_of(small_world()) for job in run.jobs}
    assert set(github.rows("workflow_jobs")) == expected


def test_a_run_that_was_deleted_meanwhile_stops_nothing(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = github.service.store.repository(REPOSITORY)
    assert state is not None
    gone = runs_of(small_world())[-1]

    def deleting(*arguments: Any) -> Any:
        del state.runs[gone.database_id]
        return original(*arguments)

    original = jobs._affordable
    monkeypatch.setattr(jobs, "_affordable", deleting)
    assert github.extract().problems == []
    details = {entry["stream"]: entry["detail"] for entry in github.log()}
    assert details["workflow_jobs"] == f"workflow run {gone.database_id} was deleted meanwhile"
    assert github.rows("workflow_jobs") == {}


def world_with_many_runs() -> World:
    """More runs than two searches can show, ten of them in each minute."""
    world = small_world()
    repository = world.repository(REPOSITORY)
    assert repository is not None
    first = repository.workflow_runs[0]
    at = first.created_at
    runs = tuple(
        replace(
            first,
            database_id=n,
            node_id=f"WFR_{n}",
            created_at=at + timedelta(minutes=n // 10),
            run_started_at=at + timedelta(minutes=n // 10),
            updated_at=at + timedelta(minutes=n // 10),
        )
        for n in range(1, MANY + 1)
    )
    return world.with_repository(replace(repository, workflow_runs=runs))


class TestManyRuns:
    @pytest.fixture
    def github_world(self) -> World:
        return world_with_many_runs()

    def test_more_than_a_thousand_runs_are_complete(self, github: Github) -> None:
        assert github.extract().problems == []
        assert set(github.rows("workflow_runs")) == set(range(1, MANY + 1))
        # A page for each hundred, and the runs of one instant are shown again by a new search.
        assert github.requests()[LIST] <= MANY // 100 + 2
        (entry,) = (e for e in github.log() if e["stream"] == "workflow_runs")
        assert (entry["status"], entry["expected_count"]) == ("complete", MANY)
