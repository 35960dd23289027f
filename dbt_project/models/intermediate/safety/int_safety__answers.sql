select
    responses.survey_response_id,
    waves.survey_wave_id,
    responses.respondent_hash,
    responses.item_slot,
    items.signal_id,
    items.scale_min,
    items.scale_max,
    -- Turned, so that more is always safer.
    case
        when items.is_reverse_keyed then items.scale_min + items.scale_max - responses.value
        else responses.value
    end as answer,
    count(*) over (partition by waves.survey_wave_id, responses.respondent_hash, items.signal_id) as n_answered,
    items.n_asked
from {{ ref('int_safety__waves') }} as waves
inner join {{ ref('stg_file_drops__survey_responses') }} as responses
    on
        waves.survey_id = responses.survey_id
        and waves.wave_id = responses.wave_id
        and waves.team_id = responses.team_id
inner join {{ ref('int_safety__items') }} as items
    on responses.survey_id = items.survey_id and responses.item_slot = items.item_slot
