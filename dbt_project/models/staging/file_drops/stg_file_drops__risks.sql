select
    latest.risk_id,
    latest.project_id,
    latest.milestone_id,
    latest.team_id,
    latest.kind,
    latest.raised_on,
    latest.due_on,
    latest.is_raised_by_lead,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'risks'), key='risk_id') }} as latest
