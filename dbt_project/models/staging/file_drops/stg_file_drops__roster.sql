select
    latest.roster_id,
    latest.person_id,
    latest.team_id,
    latest.role,
    latest.valid_from,
    latest.valid_to,
    latest.fte,
    latest.time_zone,
    latest.available_fraction,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'roster'), key='roster_id') }} as latest
