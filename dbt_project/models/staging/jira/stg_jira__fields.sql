select
    latest.field_id,
    latest.kind,
    latest.name,
    latest.custom_type,
    latest.extracted_at
from {{ latest_versions(source('jira', 'fields'), key='field_id') }} as latest
