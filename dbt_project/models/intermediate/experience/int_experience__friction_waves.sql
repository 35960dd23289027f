with surveys as (
    select distinct items.survey_id
    from {{ ref('stg_file_drops__survey_items') }} as items
    where items.instrument = 'friction'
),

respondents as (
    select
        responses.survey_id,
        responses.wave_id,
        responses.team_id,
        count(distinct responses.respondent_hash) as respondent_count
    from {{ ref('stg_file_drops__survey_responses') }} as responses
    inner join {{ ref('stg_file_drops__survey_items') }} as items
        on
            responses.survey_id = items.survey_id
            and responses.item_slot = items.item_slot
            and items.instrument = 'friction'
    group by responses.survey_id, responses.wave_id, responses.team_id
),

-- One wave a quarter, the last: nobody can tell whether two hashes of two waves are one person.
closed as (
    select
        waves.*,
        periods.period_start,
        row_number() over (
            partition by waves.team_id, periods.period_start
            order by waves.closed_on desc nulls last, waves.survey_id asc nulls last, waves.wave_id asc nulls last
        ) as place
    from {{ ref('stg_file_drops__survey_waves') }} as waves
    inner join surveys on waves.survey_id = surveys.survey_id
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            waves.team_id = periods.team_id
            and waves.closed_on >= periods.period_start
            and waves.closed_on < periods.period_end
            and periods.grain = 'quarter'
    inner join {{ ref('int_calendar__team_zones') }} as zones
        on
            waves.team_id = zones.team_id
            and waves.closed_on >= zones.valid_from
            and waves.closed_on < zones.valid_to
    where {{ to_utc(add_days('waves.closed_on', 1), 'zones.time_zone') }} <= {{ as_of() }}
)

select
    closed.survey_wave_id,
    closed.survey_id,
    closed.wave_id,
    closed.team_id,
    closed.period_start,
    closed.closed_on,
    closed.invited_count,
    coalesce(respondents.respondent_count, 0) as respondent_count
from closed
left join respondents
    on
        closed.survey_id = respondents.survey_id
        and closed.wave_id = respondents.wave_id
        and closed.team_id = respondents.team_id
where closed.place = 1
