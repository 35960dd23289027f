with surveys as (
    select distinct items.survey_id from {{ ref('int_safety__items') }} as items
)

select
    waves.survey_wave_id,
    waves.survey_id,
    waves.wave_id,
    waves.team_id,
    waves.opened_on,
    waves.closed_on,
    waves.invited_count,
    lag(waves.survey_wave_id) over (
        partition by waves.survey_id, waves.team_id
        order by waves.closed_on asc nulls last, waves.wave_id asc nulls last
    ) as previous_wave_id
from {{ ref('stg_file_drops__survey_waves') }} as waves
inner join surveys on waves.survey_id = surveys.survey_id
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        waves.team_id = zones.team_id
        and waves.closed_on >= zones.valid_from
        and waves.closed_on < zones.valid_to
where {{ to_utc(add_days('waves.closed_on', 1), 'zones.time_zone') }} <= {{ as_of() }}
