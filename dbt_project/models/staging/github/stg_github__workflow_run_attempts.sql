select
    latest.workflow_run_attempt_id,
    latest.workflow_run_id,
    latest.repository,
    latest.run_attempt,
    latest.status,
    latest.conclusion,
    latest.run_started_at,
    latest.updated_at,
    latest.extracted_at
from {{ latest_versions(source('github', 'workflow_run_attempts'), key='workflow_run_attempt_id') }} as latest
