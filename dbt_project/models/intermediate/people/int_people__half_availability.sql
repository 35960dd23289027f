-- The four half-years that ended last and the four before each of them; one that has not ended compares with nothing.
with halves as (
    select distinct
        {{ half_start('date_day') }} as half_start,
        {{ half_start(add_days(half_start('date_day'), 190)) }} as half_end
    from {{ ref('int_calendar__dates') }}
),

ended as (
    select
        half_start,
        half_end,
        cast(extract(year from half_start) * 2 + floor(extract(month from half_start) / 7) as integer) as half_number
    from halves
    where half_end <= cast({{ as_of() }} as date)
),

recent as (
    select
        ended.*,
        max(ended.half_number) over () as last_number
    from ended
)

select
    roster.person_id,
    recent.half_start,
    recent.half_end,
    recent.half_number,
    sum(
        roster.capacity_weight * {{ days_between(
            'greatest(roster.valid_from, recent.half_start)', 'least(roster.valid_to, recent.half_end)'
        ) }}
    ) / {{ days_between('recent.half_start', 'recent.half_end') }} as available_share
from recent
inner join {{ ref('int_identity__roster') }} as roster
    on recent.half_start < roster.valid_to and recent.half_end > roster.valid_from
where recent.half_number > recent.last_number - 8
group by roster.person_id, recent.half_start, recent.half_end, recent.half_number
