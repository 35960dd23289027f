select
    latest.survey_wave_id,
    latest.survey_id,
    latest.wave_id,
    latest.team_id,
    latest.opened_on,
    latest.closed_on,
    latest.invited_count,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'survey_waves'), key='survey_wave_id') }} as latest
