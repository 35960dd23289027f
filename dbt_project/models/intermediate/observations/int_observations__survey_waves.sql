-- Of the waves the friction metric is made of. Answers are turned so that more is better, and brought to 0 to 1.
with answers as (
    select
        waves.survey_wave_id,
        responses.respondent_hash,
        items.instrument,
        responses.value,
        items.is_reverse_keyed,
        case
            when items.is_reverse_keyed then items.scale_max - responses.value
            else responses.value - items.scale_min
        end
        * 1e0 / nullif(items.scale_max - items.scale_min, 0) as favour
    from {{ ref('int_experience__friction_waves') }} as waves
    inner join {{ ref('stg_file_drops__survey_responses') }} as responses
        on
            waves.survey_id = responses.survey_id
            and waves.wave_id = responses.wave_id
            and waves.team_id = responses.team_id
    inner join {{ ref('stg_file_drops__survey_items') }} as items
        on responses.survey_id = items.survey_id and responses.item_slot = items.item_slot
),

instruments as (
    select
        answers.survey_wave_id,
        answers.respondent_hash,
        answers.instrument,
        avg(answers.favour) as favour,
        bool_or(answers.is_reverse_keyed) and bool_or(not answers.is_reverse_keyed) as is_keyed_both_ways,
        min(answers.value) = max(answers.value) as is_one_answer
    from answers
    group by answers.survey_wave_id, answers.respondent_hash, answers.instrument
),

respondents as (
    select
        instruments.survey_wave_id,
        instruments.respondent_hash,
        max(case when instruments.instrument = 'friction' then instruments.favour end) as favour,
        bool_or(instruments.is_keyed_both_ways)
        and bool_and(instruments.is_one_answer or not instruments.is_keyed_both_ways) as is_straight_lined
    from instruments
    group by instruments.survey_wave_id, instruments.respondent_hash
),

summed as (
    select
        respondents.survey_wave_id,
        count(*) as n_respondents,
        -- Rounded, so that the order of addition shows nowhere.
        {{ rounded('avg(respondents.favour)', 9) }} as mean,
        {{ rounded('stddev_samp(respondents.favour)', 9) }} as standard_deviation,
        count(case when respondents.is_straight_lined then 1 end) as straight_lined
    from respondents
    where respondents.favour is not null
    group by respondents.survey_wave_id
)

select
    waves.team_id,
    dates.week_start,
    waves.survey_wave_id as wave_id,
    -- The wave took place: nobody answered is a count.
    coalesce(summed.n_respondents, 0) as n_respondents,
    cast(summed.mean as double) as mean,
    cast(summed.standard_deviation as double) as standard_deviation,
    coalesce(summed.straight_lined, 0) as straight_lined
from {{ ref('int_experience__friction_waves') }} as waves
inner join {{ ref('int_ownership__teams') }} as teams on waves.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_calendar__dates') }} as dates on waves.closed_on = dates.date_day
left join summed on waves.survey_wave_id = summed.survey_wave_id
