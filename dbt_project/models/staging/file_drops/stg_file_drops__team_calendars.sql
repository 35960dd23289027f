select
    latest.team_calendar_id,
    latest.team_id,
    latest.time_zone,
    latest.valid_from,
    latest.valid_to,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'team_calendars'), key='team_calendar_id') }} as latest
