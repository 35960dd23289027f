select
    latest.environment_id,
    latest.project,
    latest.name,
    latest.state,
    latest.tier,
    latest.created_at,
    latest.updated_at,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'environments'), key='environment_id') }} as latest
