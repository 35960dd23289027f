with working_days as (
    select
        days.team_id,
        days.local_date,
        dates.quarter_start,
        row_number() over (
            partition by days.team_id, dates.quarter_start order by days.local_date nulls last
        ) as place,
        row_number() over (
            partition by days.team_id, dates.quarter_start order by days.local_date desc nulls last
        ) as place_from_end,
        -- The calendar of working days ends soon after as_of: only a quarter that another follows is whole.
        dates.quarter_start < max(dates.quarter_start) over (partition by days.team_id) as is_whole
    from (
        select distinct
            team_id,
            local_date
        from {{ ref('int_calendar__business_days') }}
        where is_business_day
    ) as days
    inner join {{ ref('int_calendar__dates') }} as dates on days.local_date = dates.date_day
)

select
    working_days.team_id,
    working_days.quarter_start,
    max(case when working_days.place <= 5 then working_days.local_date end) as first_until,
    min(
        case when working_days.is_whole and working_days.place_from_end <= 5 then working_days.local_date end
    ) as last_from
from working_days
group by working_days.team_id, working_days.quarter_start
