select
    responses.survey_response_id,
    waves.survey_wave_id,
    responses.survey_id || ':' || responses.wave_id || ':' || responses.respondent_hash as respondent_id,
    waves.team_id,
    waves.period_start,
    items.topic,
    -- Above the middle of the scale: 4 and 5 of 5, and 1 and 2 where a low answer is the favourable one.
    case
        when items.is_reverse_keyed then 2 * responses.value < items.scale_min + items.scale_max
        else 2 * responses.value > items.scale_min + items.scale_max
    end as is_favourable
from {{ ref('int_experience__friction_waves') }} as waves
inner join {{ ref('stg_file_drops__survey_responses') }} as responses
    on
        waves.survey_id = responses.survey_id
        and waves.wave_id = responses.wave_id
        and waves.team_id = responses.team_id
inner join {{ ref('stg_file_drops__survey_items') }} as items
    on
        responses.survey_id = items.survey_id
        and responses.item_slot = items.item_slot
        and items.instrument = 'friction'
