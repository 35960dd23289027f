"""Pushes, workflow runs, their attempts and jobs, which only GitHub's REST API has.

Belongs here: one raw record to one row, and where each REST answer keeps its records.
Does not belong here: requests, or records that GraphQL has.
"""

from __future__ import annotations

from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.github.parsing import connections

COMPLETED = "completed"
"""The status of a workflow run, or of an attempt or job of one, that has ended."""

_RUN_FIELDS = (
    "id",
    "name",
    "event",
    "head_branch",
    "head_sha",
    "path",
    "run_number",
    "run_attempt",
    "run_started_at",
    "status",
    "conclusion",
    "created_at",
    "updated_at",
    "workflow_id",
    "check_suite_node_id",
    "node_id",
)


def activity_records(payload: Any) -> list[Any]:
    """Return the records of one page of ``GET /repos/{owner}/{repo}/activity``.

    Raises:
        RecordError: The page is not shaped as documented.
    """
    return _records(payload, "activity")


def workflow_run_records(payload: Any) -> list[Any]:
    """Return the records of one page of ``GET /repos/{owner}/{repo}/actions/runs``."""
    return _records(fields.record(payload, "page").get("workflow_runs"), "workflow_runs")


def workflow_job_records(payload: Any) -> list[Any]:
    """Return the records of one page of ``GET .../actions/runs/{run_id}/jobs``."""
    return _records(fields.record(payload, "page").get("jobs"), "jobs")


def push_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``pushes`` from one activity of a repository.

    ``pushed_at`` is GitHub's own clock: it is when the server first saw the commit.
    """
    return {
        "push_id": str(fields.integer(raw, "id")),
        "repository": repository,
        "ref": fields.text(raw, "ref"),
        "before_sha": fields.optional_text(raw, "before"),
        "after_sha": fields.optional_text(raw, "after"),
        "pushed_at": fields.instant(raw, "timestamp"),
        "activity_type": fields.text(raw, "activity_type"),
        "actor_login": connections.login(raw, "actor"),
        "raw_json": fields.raw_json(dict(raw) | {"actor": _login_only(raw, "actor")}),
    }


def workflow_run_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``workflow_runs`` from a workflow run."""
    kept = {name: raw.get(name) for name in _RUN_FIELDS}
    return {
        "workflow_run_id": fields.integer(raw, "id"),
        "repository": repository,
        "workflow_name": fields.optional_text(raw, "name"),
        "event": fields.text(raw, "event"),
        "head_branch": fields.optional_text(raw, "head_branch"),
        "head_sha": fields.text(raw, "head_sha"),
        "run_number": fields.integer(raw, "run_number"),
        "run_attempt": fields.integer_or(raw, "run_attempt", 1),
        "status": fields.optional_text(raw, "status"),
        "conclusion": fields.optional_text(raw, "conclusion"),
        "created_at": fields.instant(raw, "created_at"),
        "run_started_at": fields.optional_instant(raw, "run_started_at"),
        "updated_at": fields.instant(raw, "updated_at"),
        "actor_login": connections.login(raw, "actor"),
        "raw_json": fields.raw_json(kept | {"actor": _login_only(raw, "actor")}),
    }


def workflow_run_attempt_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``workflow_run_attempts`` from a workflow run as it was in an attempt."""
    return attempt_row(workflow_run_row(raw, repository))


def attempt_row(row: Row) -> Row:
    """Return one row of ``workflow_run_attempts`` from a row of ``workflow_runs``.

    A workflow run is listed as it is in its latest attempt.
    """
    identifier = attempt_id(row["workflow_run_id"], row["run_attempt"])
    return {"workflow_run_attempt_id": identifier} | {name: row[name] for name in _ATTEMPT_COLUMNS}


_ATTEMPT_COLUMNS = (
    "workflow_run_id",
    "repository",
    "run_attempt",
    "status",
    "conclusion",
    "run_started_at",
    "updated_at",
    "raw_json",
)


def attempt_id(workflow_run_id: int, run_attempt: int) -> str:
    """Return the key of an attempt."""
    return f"{workflow_run_id}:{run_attempt}"


def workflow_job_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``workflow_jobs`` from a job of a workflow run."""
    return {
        "workflow_job_id": fields.integer(raw, "id"),
        "workflow_run_id": fields.integer(raw, "run_id"),
        "repository": repository,
        "run_attempt": fields.integer_or(raw, "run_attempt", 1),
        "name": fields.text(raw, "name"),
        "status": fields.text(raw, "status"),
        "conclusion": fields.optional_text(raw, "conclusion"),
        "created_at": fields.optional_instant(raw, "created_at"),
        "started_at": fields.optional_instant(raw, "started_at"),
        "completed_at": fields.optional_instant(raw, "completed_at"),
        "raw_json": fields.raw_json(raw),
    }


def _login_only(raw: Raw, name: str) -> dict[str, str | None] | None:
    account = fields.child(raw, name)
    return None if account is None else {"login": fields.optional_text(account, "login")}


def _records(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise RecordError(f"{what}: expected a list, found {type(value).__name__}")
    return value
