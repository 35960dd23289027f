select
    latest.retrospective_id,
    latest.team_id,
    latest.held_on,
    latest.invited_count,
    latest.attended_count,
    latest.contributor_count,
    latest.actions_opened_count,
    latest.actions_by_non_leads_count,
    latest.actions_done_count,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'retrospectives'), key='retrospective_id') }} as latest
