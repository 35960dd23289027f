select
    latest.team_id,
    latest.team_name,
    latest.extracted_at
from {{ latest_versions(source('pagerduty', 'teams'), key='team_id') }} as latest
