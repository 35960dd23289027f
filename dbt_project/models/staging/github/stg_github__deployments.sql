select
    latest.deployment_id,
    latest.repository,
    latest.environment,
    latest.commit_sha,
    latest.ref,
    latest.task,
    latest.created_at,
    latest.updated_at,
    latest.creator_login,
    latest.extracted_at
from {{ latest_versions(source('github', 'deployments'), key='deployment_id') }} as latest
