select
    roster.roster_id || ':' || cast(days.local_date as {{ dbt.type_string() }}) as available_day_id,
    roster.team_id,
    roster.person_id,
    days.opens_at_utc as begins_at,
    -- Whole numbers, so that the order of adding cannot matter.
    cast(round(roster.capacity_weight * 10000) as bigint) as ten_thousandths
from {{ ref('int_identity__roster') }} as roster
inner join {{ ref('int_calendar__business_days') }} as days
    on
        roster.team_id = days.team_id
        and roster.time_zone = days.time_zone
        and roster.valid_from <= days.local_date
        and roster.valid_to > days.local_date
where days.is_business_day and days.opens_at_utc <= {{ as_of() }}
