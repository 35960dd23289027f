"""Commits of the default branch, pipelines, jobs, environments and deployments.

Belongs here: one raw record to one row. Does not belong here: merge requests and their commits.
"""

from __future__ import annotations

from extract.core import fields
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.gitlab.parsing.accounts import username
from extract.sources.gitlab.parsing.merge_requests import parent_shas
from extract.sources.gitlab.parsing.reverts import reverted_sha

_JOB_FIELDS = (
    "id",
    "name",
    "stage",
    "status",
    "ref",
    "tag",
    "allow_failure",
    "failure_reason",
    "created_at",
    "started_at",
    "finished_at",
    "erased_at",
    "duration",
    "queued_duration",
    "coverage",
    "user",
    "pipeline",
    "source",
)
_DEPLOYMENT_FIELDS = (
    "id",
    "iid",
    "ref",
    "sha",
    "status",
    "created_at",
    "updated_at",
    "finished_at",
    "user",
)
_ENVIRONMENT_FIELDS = (
    "id",
    "name",
    "slug",
    "state",
    "tier",
    "created_at",
    "updated_at",
    "auto_stop_at",
)


def commit_row(raw: Raw, project: str) -> Row:
    """Return one row of ``commits`` from a commit of the default branch, read with its stats.

    Args:
        raw: The commit.
        project: Full path of the project it belongs to.

    Raises:
        RecordError: A field is not as documented.
    """
    sha = fields.text(raw, "id")
    stats = fields.child(raw, "stats") or {}
    return {
        "commit_id": f"{project}:{sha}",
        "project": project,
        "commit_sha": sha,
        "parent_shas": parent_shas(raw),
        "authored_at": fields.instant(raw, "authored_date"),
        "committed_at": fields.instant(raw, "committed_date"),
        "additions": fields.optional_integer(stats, "additions"),
        "deletions": fields.optional_integer(stats, "deletions"),
        "message_length": fields.length(raw, "message"),
        "reverts_sha": reverted_sha(fields.optional_text(raw, "message")),
        "raw_json": fields.raw_json(raw),
    }


def pipeline_row(raw: Raw, project: str) -> Row:
    """Return one row of ``pipelines`` from a pipeline as the list gives it."""
    return {
        "pipeline_id": fields.integer(raw, "id"),
        "project": project,
        "iid": fields.optional_integer(raw, "iid"),
        "ref": fields.optional_text(raw, "ref"),
        "commit_sha": fields.text(raw, "sha"),
        "status": fields.text(raw, "status"),
        "pipeline_source": fields.optional_text(raw, "source"),
        "created_at": fields.instant(raw, "created_at"),
        "updated_at": fields.instant(raw, "updated_at"),
        "raw_json": fields.raw_json(raw, without=frozenset({"name"})),
    }


def job_row(raw: Raw, project: str) -> Row:
    """Return one row of ``jobs``; a retried job and what replaced it are two rows."""
    pipeline = fields.record(raw.get("pipeline"), "pipeline")
    commit = fields.child(raw, "commit")
    sha = fields.text(commit, "id") if commit else fields.optional_text(pipeline, "sha")
    kept = {name: raw.get(name) for name in _JOB_FIELDS}
    return {
        "job_id": fields.integer(raw, "id"),
        "project": project,
        "pipeline_id": fields.integer(pipeline, "id"),
        "name": fields.text(raw, "name"),
        "stage": fields.optional_text(raw, "stage"),
        "ref": fields.optional_text(raw, "ref"),
        "is_tag": fields.optional_boolean(raw, "tag"),
        "commit_sha": sha,
        "status": fields.text(raw, "status"),
        "failure_reason": fields.optional_text(raw, "failure_reason"),
        "may_fail": fields.optional_boolean(raw, "allow_failure"),
        "created_at": fields.instant(raw, "created_at"),
        "started_at": fields.optional_instant(raw, "started_at"),
        "finished_at": fields.optional_instant(raw, "finished_at"),
        "duration_seconds": fields.optional_number(raw, "duration"),
        "queued_seconds": fields.optional_number(raw, "queued_duration"),
        "username": username(raw, "user"),
        "raw_json": fields.raw_json(kept),
    }


def environment_row(raw: Raw, project: str) -> Row:
    """Return one row of ``environments``."""
    kept = {name: raw.get(name) for name in _ENVIRONMENT_FIELDS}
    return {
        "environment_id": fields.integer(raw, "id"),
        "project": project,
        "name": fields.text(raw, "name"),
        "state": fields.optional_text(raw, "state"),
        "tier": fields.optional_text(raw, "tier"),
        "created_at": fields.optional_instant(raw, "created_at"),
        "updated_at": fields.optional_instant(raw, "updated_at"),
        "raw_json": fields.raw_json(kept),
    }


def deployment_row(raw: Raw, project: str) -> Row:
    """Return one row of ``deployments``; one made over the API has neither job nor pipeline."""
    environment = fields.child(raw, "environment") or {}
    job = fields.child(raw, "deployable") or {}
    pipeline = fields.child(job, "pipeline") or {}
    kept = {name: raw.get(name) for name in _DEPLOYMENT_FIELDS if name in raw}
    finished = fields.optional_instant(raw, "finished_at")
    return {
        "deployment_id": fields.integer(raw, "id"),
        "project": project,
        "iid": fields.integer(raw, "iid"),
        "environment": fields.optional_text(environment, "name"),
        "environment_id": fields.optional_integer(environment, "id"),
        "ref": fields.optional_text(raw, "ref"),
        "commit_sha": fields.text(raw, "sha"),
        "status": fields.text(raw, "status"),
        "created_at": fields.instant(raw, "created_at"),
        "updated_at": fields.instant(raw, "updated_at"),
        "finished_at": finished or fields.optional_instant(job, "finished_at"),
        "job_id": fields.optional_integer(job, "id"),
        "pipeline_id": fields.optional_integer(pipeline, "id"),
        "username": username(raw, "user"),
        "raw_json": fields.raw_json(kept),
    }
