select
    latest.status_id,
    latest.name,
    latest.category,
    latest.extracted_at
from {{ latest_versions(source('jira', 'statuses'), key='status_id') }} as latest
