select
    latest.workflow_run_id,
    latest.repository,
    latest.workflow_name,
    latest.event,
    latest.head_branch,
    latest.head_sha,
    latest.run_number,
    latest.run_attempt,
    latest.status,
    latest.conclusion,
    latest.created_at,
    latest.run_started_at,
    latest.updated_at,
    latest.actor_login,
    latest.extracted_at
from {{ latest_versions(source('github', 'workflow_runs'), key='workflow_run_id') }} as latest
