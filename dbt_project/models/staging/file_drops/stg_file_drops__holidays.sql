select
    latest.holiday_id,
    latest.team_id,
    latest.holiday_date,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'holidays'), key='holiday_id') }} as latest
