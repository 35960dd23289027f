select
    latest.survey_item_id,
    latest.survey_id,
    latest.item_slot,
    latest.instrument,
    latest.topic,
    latest.metric_id,
    latest.scale_min,
    latest.scale_max,
    latest.is_reverse_keyed,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'survey_items'), key='survey_item_id') }} as latest
