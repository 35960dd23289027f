-- Frozen for a quarter: whoever joins, moves or leaves within it does so for leaders when the next one begins, so that
-- two publications of one quarter never differ by the people behind them. A roster that begins within a quarter is
-- frozen as it began.
with quarters as (
    select
        dates.date_day as quarter_start,
        cast({{ dbt.dateadd('month', 3, 'dates.date_day') }} as date) as quarter_end,
        greatest(
            dates.date_day, (select min(roster.valid_from) from {{ ref('int_identity__roster') }} as roster)
        ) as frozen_on
    from {{ ref('int_calendar__dates') }} as dates
    where dates.date_day = dates.quarter_start
)

select
    roster.roster_id || ':' || cast(quarters.quarter_start as {{ dbt.type_string() }}) as roster_id,
    roster.person_id,
    roster.team_id,
    roster.role,
    roster.time_zone,
    quarters.quarter_start as valid_from,
    quarters.quarter_end as valid_to,
    roster.fte,
    roster.available_fraction,
    roster.capacity_weight,
    quarters.quarter_start
from {{ ref('int_identity__roster') }} as roster
inner join quarters
    on
        roster.valid_from <= quarters.frozen_on
        and roster.valid_to > quarters.frozen_on
        and quarters.frozen_on < quarters.quarter_end
