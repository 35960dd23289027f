select
    latest.job_id,
    latest.project,
    latest.kind,
    latest.job_class,
    latest.branch,
    latest.is_buildable,
    latest.is_disabled,
    latest.extracted_at
from {{ latest_versions(source('jenkins', 'jobs'), key='job_id') }} as latest
