-- A start is a person's first stay, or one that begins more than 90 days after the end of all stays before.
with stays as (
    select
        roster.*,
        max(roster.valid_to) over (
            partition by roster.person_id
            order by roster.valid_from nulls last, roster.roster_id nulls last
            rows between unbounded preceding and 1 preceding
        ) as previous_end
    from {{ ref('int_identity__roster') }} as roster
),

numbered as (
    select
        stays.*,
        sum(
            case when {{ days_between('stays.previous_end', 'stays.valid_from') }} <= 90 then 0 else 1 end
        ) over (
            partition by stays.person_id
            order by stays.valid_from nulls last, stays.roster_id nulls last
            rows between unbounded preceding and current row
        ) as start_number
    from stays
)

select
    numbered.person_id || ':' || cast(min(numbered.valid_from) as {{ dbt.type_string() }}) as start_id,
    numbered.person_id,
    min(numbered.valid_from) as started_on,
    {{ to_utc('min(numbered.valid_from)', 'min_by(numbered.time_zone, numbered.valid_from)') }} as started_at,
    {{ to_utc('max(numbered.valid_to)', 'max_by(numbered.time_zone, numbered.valid_to)') }} as left_at
from numbered
group by numbered.person_id, numbered.start_number
