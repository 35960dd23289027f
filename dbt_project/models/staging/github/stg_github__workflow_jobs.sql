select
    latest.workflow_job_id,
    latest.workflow_run_id,
    latest.repository,
    latest.run_attempt,
    latest.name,
    latest.status,
    latest.conclusion,
    latest.created_at,
    latest.started_at,
    latest.completed_at,
    latest.extracted_at
from {{ latest_versions(source('github', 'workflow_jobs'), key='workflow_job_id') }} as latest
