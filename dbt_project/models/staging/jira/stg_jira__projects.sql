select
    latest.project_id,
    latest.project_key,
    latest.name,
    latest.project_type,
    latest.is_team_managed,
    latest.extracted_at
from {{ latest_versions(source('jira', 'projects'), key='project_id') }} as latest
