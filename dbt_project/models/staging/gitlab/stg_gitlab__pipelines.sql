select
    latest.pipeline_id,
    latest.project,
    latest.iid,
    latest.ref,
    latest.commit_sha,
    latest.status,
    latest.pipeline_source,
    latest.created_at,
    latest.updated_at,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'pipelines'), key='pipeline_id') }} as latest
