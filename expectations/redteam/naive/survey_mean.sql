/*
name: Mean answer to the survey
direction: up
scale: none
hardened: [dev_friction]
*/
with items as (
    select
        waves.team_id,
        cast(waves.closed_on as timestamp) as occurred_at,
        case
            when questions.is_reverse_keyed then questions.scale_min + questions.scale_max - answers.value
            else answers.value
        end as answer
    from staging.stg_file_drops__survey_responses as answers
    inner join staging.stg_file_drops__survey_waves as waves
        on
            answers.survey_id = waves.survey_id
            and answers.wave_id = waves.wave_id
            and answers.team_id = waves.team_id
    inner join staging.stg_file_drops__survey_items as questions
        on
            answers.survey_id = questions.survey_id
            and answers.item_slot = questions.item_slot
            and questions.instrument = 'friction'
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    avg(items.answer) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
