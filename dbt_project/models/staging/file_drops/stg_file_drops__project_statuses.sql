select
    latest.project_status_id,
    latest.project_id,
    latest.milestone_id,
    latest.team_id,
    latest.reported_on,
    latest.status_colour,
    latest.due_on,
    latest.finished_on,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'project_statuses'), key='project_status_id') }} as latest
