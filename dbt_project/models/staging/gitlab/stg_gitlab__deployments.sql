select
    latest.deployment_id,
    latest.project,
    latest.iid,
    latest.environment,
    latest.environment_id,
    latest.ref,
    latest.commit_sha,
    latest.status,
    latest.created_at,
    latest.updated_at,
    latest.finished_at,
    latest.job_id,
    latest.pipeline_id,
    latest.username,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'deployments'), key='deployment_id') }} as latest
