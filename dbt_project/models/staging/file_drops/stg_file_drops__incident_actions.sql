select
    latest.action_id,
    latest.incident_id,
    latest.team_id,
    latest.opened_on,
    latest.due_on,
    latest.done_on,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'incident_actions'), key='action_id') }} as latest
