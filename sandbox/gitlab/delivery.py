"""From the world's workflow runs and deployments to pipelines, jobs, environments, deployments.

Belongs here: what corresponds to what. Does not belong here: merge requests (`changes`).
"""

from collections.abc import Sequence

from sandbox.gitlab.entities import GHOST, Deployment, Environment, Job, Pipeline
from sandbox.world import Deployment as WorldDeployment
from sandbox.world import Repository, WorkflowJob, WorkflowRun

_SOURCES = {
    "pull_request": "merge_request_event",
    "schedule": "schedule",
    "workflow_dispatch": "web",
}
_CONCLUSIONS = {
    "success": "success",
    "failure": "failed",
    "timed_out": "failed",
    "startup_failure": "failed",
    "cancelled": "canceled",
    "skipped": "skipped",
    "neutral": "success",
    "action_required": "manual",
}
_UNFINISHED = {"queued": "pending", "waiting": "pending", "in_progress": "running"}
_DEPLOYED = {"SUCCESS": "success", "INACTIVE": "success", "FAILURE": "failed", "ERROR": "failed"}


def pipelines(repository: Repository) -> tuple[list[Pipeline], list[Job]]:
    """The project's pipelines and the jobs of all their attempts; ids are still to be given."""
    runs = sorted(repository.workflow_runs, key=lambda run: run.created_at)
    made = [_pipeline(run, iid) for iid, run in enumerate(runs, start=1)]
    jobs = [
        _job(job, run, pipeline)
        for run, pipeline in zip(runs, made, strict=True)
        for job in run.jobs
    ]
    return made, jobs


def _pipeline(run: WorkflowRun, iid: int) -> Pipeline:
    is_request = run.event == "pull_request"
    return Pipeline(
        id=0,
        iid=iid,
        ref=f"refs/merge-requests/{iid}/head" if is_request else (run.head_branch or "main"),
        sha=run.head_sha,
        status=_status(run.status, run.conclusion),
        source=_SOURCES.get(run.event, "push"),
        created_at=run.created_at,
        updated_at=run.updated_at,
    )


def _job(job: WorkflowJob, run: WorkflowRun, pipeline: Pipeline) -> Job:
    return Job(
        id=0,
        pipeline=pipeline,
        name=job.name,
        stage="test",
        status=_status(job.status, job.conclusion),
        user=run.actor or GHOST,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.completed_at,
        is_retried=job.run_attempt < run.run_attempt,
    )


def _status(status: str, conclusion: str | None) -> str:
    if status == "completed":
        return _CONCLUSIONS.get(conclusion or "", "success")
    return _UNFINISHED.get(status, "created")


def deployments(
    repository: Repository, built: Sequence[Pipeline], production: frozenset[str]
) -> tuple[list[Environment], list[Deployment], list[Job]]:
    """Environments, deployments, and the jobs of those that a pipeline made.

    A commit that had a pipeline was deployed by a job of it; other deployments were reported over
    the API, as deployment tools do.
    """
    ordered = sorted(repository.deployments, key=lambda deployment: deployment.created_at)
    environments: dict[str, Environment] = {}
    for deployment in ordered:
        environments.setdefault(deployment.environment, _environment(deployment, production))
    by_sha = {pipeline.sha: pipeline for pipeline in built}
    made = [
        _deployment(deployment, iid, environments[deployment.environment], by_sha)
        for iid, deployment in enumerate(ordered, start=1)
    ]
    jobs = [deployment.job for deployment in made if deployment.job is not None]
    return list(environments.values()), made, jobs


def _environment(first: WorldDeployment, production: frozenset[str]) -> Environment:
    name = first.environment
    tier = "production" if name in production else "staging" if "staging" in name else "other"
    return Environment(id=0, name=name, tier=tier, created_at=first.created_at)


def _deployment(
    deployment: WorldDeployment,
    iid: int,
    environment: Environment,
    by_sha: dict[str, Pipeline],
) -> Deployment:
    statuses = deployment.statuses
    ends = [s for s in statuses if s.state in {"SUCCESS", "FAILURE", "ERROR"}]
    status = _DEPLOYED.get(statuses[-1].state, "running") if statuses else "created"
    finished = ends[0].created_at if ends else None
    user = deployment.creator or GHOST
    pipeline = by_sha.get(deployment.commit_sha)
    job = None
    if pipeline is not None:
        job = Job(
            id=0,
            pipeline=pipeline,
            name=f"deploy {environment.name}",
            stage="deploy",
            status=status,
            user=user,
            created_at=deployment.created_at,
            started_at=statuses[0].created_at if statuses else None,
            finished_at=finished,
        )
    return Deployment(
        id=0,
        iid=iid,
        environment=environment,
        ref=deployment.ref or "main",
        sha=deployment.commit_sha,
        status=status,
        user=user,
        created_at=deployment.created_at,
        # GitLab does not touch a deployment when a later one takes its place.
        updated_at=finished or deployment.created_at,
        job=job,
    )
