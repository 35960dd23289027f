select
    latest.priority_id,
    latest.name,
    latest.extracted_at
from {{ latest_versions(source('jira', 'priorities'), key='priority_id') }} as latest
