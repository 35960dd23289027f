select
    latest.team_id,
    latest.team_name,
    latest.parent_team_id,
    latest.team_type,
    latest.valid_from,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'teams'), key='team_id') }} as latest
