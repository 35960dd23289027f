"""Pipelines, jobs, environments and deployments as GitLab's REST API writes them.

Belongs here: JSON. Does not belong here: which records are shown (`endpoints`).
"""

from typing import Any

from sandbox.gitlab.entities import Deployment, Environment, Job, Pipeline, Project
from sandbox.gitlab.representations import WEB, commit, instant, user


def pipeline(found: Pipeline, owner: Project) -> dict[str, Any]:
    """A pipeline in short, as lists show it."""
    return {
        "id": found.id,
        "iid": found.iid,
        "project_id": owner.id,
        "sha": found.sha,
        "ref": found.ref,
        "status": found.status,
        "source": found.source,
        "created_at": instant(found.created_at),
        "updated_at": instant(found.updated_at),
        "web_url": f"{WEB}/{owner.path}/-/pipelines/{found.id}",
        "name": None,
    }


def job(found: Job, owner: Project) -> dict[str, Any]:
    """A job, with its pipeline and commit."""
    started, finished = found.started_at, found.finished_at
    made = owner.commits.get(found.pipeline.sha)
    written: dict[str, Any] = {
        "id": found.id,
        "status": found.status,
        "stage": found.stage,
        "name": found.name,
        "ref": found.pipeline.ref,
        "tag": False,
        "coverage": None,
        "allow_failure": False,
        "created_at": instant(found.created_at),
        "started_at": instant(started),
        "finished_at": instant(finished),
        "erased_at": None,
        "duration": (finished - started).total_seconds() if started and finished else None,
        "queued_duration": (started - found.created_at).total_seconds() if started else None,
        "user": user(found.user),
        "commit": commit(made) if made else {"id": found.pipeline.sha},
        "pipeline": pipeline(found.pipeline, owner),
        "web_url": f"{WEB}/{owner.path}/-/jobs/{found.id}",
        "project": {"ci_job_token_scope_enabled": False},
        "artifacts": [],
        "runner": None,
        "tag_list": [],
    }
    return written | ({"failure_reason": "script_failure"} if found.status == "failed" else {})


def environment(found: Environment, owner: Project) -> dict[str, Any]:
    """An environment."""
    return {
        "id": found.id,
        "name": found.name,
        "slug": found.name,
        "external_url": None,
        "created_at": instant(found.created_at),
        "updated_at": instant(found.created_at),
        "tier": found.tier,
        "state": "available",
        "auto_stop_at": None,
        "description": None,
        "web_url": f"{WEB}/{owner.path}/-/environments/{found.id}",
    }


def deployment(found: Deployment, owner: Project) -> dict[str, Any]:
    """A deployment, with its job if it has one."""
    where = found.environment
    return {
        "id": found.id,
        "iid": found.iid,
        "ref": found.ref,
        "sha": found.sha,
        "created_at": instant(found.created_at),
        "updated_at": instant(found.updated_at),
        "user": user(found.user),
        "environment": {
            "id": where.id,
            "name": where.name,
            "slug": where.name,
            "external_url": None,
        },
        "deployable": job(found.job, owner) if found.job else None,
        "status": found.status,
    }
