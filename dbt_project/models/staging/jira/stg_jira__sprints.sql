select
    latest.sprint_id,
    latest.board_id,
    latest.state,
    latest.start_at,
    latest.end_at,
    latest.complete_at,
    latest.extracted_at
from {{ latest_versions(source('jira', 'sprints'), key='sprint_id') }} as latest
