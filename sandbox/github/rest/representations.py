"""Workflow runs and jobs as REST writes them.

Does not belong here: which of them are shown (`actions`).
"""

from typing import Any

from sandbox.github.rest.accounts import user
from sandbox.github.store import GHOST, RepositoryState
from sandbox.github.text import WEB, timestamp
from sandbox.world import Commit, WorkflowJob, WorkflowRun


def run_json(
    run: WorkflowRun, state: RepositoryState, repository: dict[str, Any], api: str
) -> dict[str, Any]:
    """A `workflow-run`; `repository` is the `minimal-repository` it belongs to."""
    actor = user(run.actor or GHOST, api)
    commit = state.commit(run.head_sha)
    return {
        "id": run.database_id,
        "name": run.workflow_name,
        "node_id": run.node_id,
        "head_branch": run.head_branch,
        "head_sha": run.head_sha,
        "path": f".github/workflows/{run.workflow_id}.yml",
        "display_title": commit.message.partition("\n")[0] if commit else run.workflow_name,
        "run_number": run.run_number,
        "event": run.event,
        "status": run.status,
        "conclusion": run.conclusion,
        "workflow_id": run.workflow_id,
        "check_suite_id": run.database_id,
        "check_suite_node_id": f"CS_{run.node_id}",
        "pull_requests": [],
        "created_at": timestamp(run.created_at),
        "updated_at": timestamp(run.updated_at),
        "actor": actor,
        "run_attempt": run.run_attempt,
        "referenced_workflows": [],
        "run_started_at": timestamp(run.run_started_at),
        "triggering_actor": actor,
        **_addresses(run, state, api),
        "head_commit": _head_commit(commit),
        "repository": repository,
        "head_repository": repository,
    }


def _addresses(run: WorkflowRun, state: RepositoryState, api: str) -> dict[str, str | None]:
    repository = f"{api}/repos/{state.full_name}"
    address = f"{repository}/actions/runs/{run.database_id}"
    return {
        "url": address,
        "html_url": f"{WEB}/{state.full_name}/actions/runs/{run.database_id}",
        "jobs_url": f"{address}/jobs",
        "logs_url": f"{address}/logs",
        "check_suite_url": f"{repository}/check-suites/{run.database_id}",
        "artifacts_url": f"{address}/artifacts",
        "cancel_url": f"{address}/cancel",
        "rerun_url": f"{address}/rerun",
        "previous_attempt_url": _previous(run, address),
        "workflow_url": f"{repository}/actions/workflows/{run.workflow_id}",
    }


def _previous(run: WorkflowRun, address: str) -> str | None:
    return None if run.run_attempt == 1 else f"{address}/attempts/{run.run_attempt - 1}"


def _head_commit(commit: Commit | None) -> dict[str, Any] | None:
    if commit is None:
        return None
    login = commit.author.login if commit.author else "unknown"
    person = {"name": commit.author_name, "email": f"{login}@users.noreply.github.com"}
    return {
        "id": commit.sha,
        "tree_id": commit.sha[::-1],
        "message": commit.message,
        "timestamp": timestamp(commit.committed_at),
        "author": person,
        "committer": person,
    }


def job_json(
    job: WorkflowJob, run: WorkflowRun, state: RepositoryState, api: str
) -> dict[str, Any]:
    """A `job`."""
    completed = None if job.completed_at is None else timestamp(job.completed_at)
    repository = f"{api}/repos/{state.full_name}"
    return {
        "id": job.database_id,
        "run_id": run.database_id,
        "workflow_name": run.workflow_name,
        "head_branch": run.head_branch,
        "run_url": f"{repository}/actions/runs/{run.database_id}",
        "run_attempt": job.run_attempt,
        "node_id": job.node_id,
        "head_sha": run.head_sha,
        "url": f"{repository}/actions/jobs/{job.database_id}",
        "html_url": f"{WEB}/{state.full_name}/actions/runs/{run.database_id}/job/{job.database_id}",
        "status": job.status,
        "conclusion": job.conclusion,
        "created_at": timestamp(job.created_at),
        "started_at": timestamp(job.started_at),
        "completed_at": completed,
        "name": job.name,
        "steps": [],
        "check_run_url": f"{repository}/check-runs/{job.database_id}",
        "labels": ["ubuntu-latest"],
        "runner_id": 1,
        "runner_name": "GitHub Actions 1",
        "runner_group_id": 0,
        "runner_group_name": "GitHub Actions",
    }
