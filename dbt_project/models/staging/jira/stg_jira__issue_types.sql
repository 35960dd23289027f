select
    latest.issue_type_id,
    latest.name,
    latest.is_subtask,
    latest.hierarchy_level,
    latest.extracted_at
from {{ latest_versions(source('jira', 'issue_types'), key='issue_type_id') }} as latest
