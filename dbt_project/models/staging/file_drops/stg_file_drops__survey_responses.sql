select
    latest.survey_response_id,
    latest.survey_id,
    latest.wave_id,
    latest.team_id,
    latest.item_slot,
    latest.respondent_hash,
    latest.value,
    latest.pair_code,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'survey_responses'), key='survey_response_id') }} as latest
