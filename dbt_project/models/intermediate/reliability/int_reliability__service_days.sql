-- The days on which a team could have had an incident: those on which it owned a service.
select distinct
    owners.team_id || ':' || cast(days.date_day as {{ dbt.type_string() }}) as service_day_id,
    owners.team_id,
    days.date_day,
    days.starts_at_utc
from {{ ref('int_ownership__service_owners') }} as owners
inner join {{ ref('int_calendar__team_zones') }} as zones on owners.team_id = zones.team_id
inner join {{ ref('int_calendar__midnights') }} as days
    on
        zones.time_zone = days.time_zone
        and owners.valid_from <= days.date_day
        and owners.valid_to > days.date_day
        and zones.valid_from <= days.date_day
        and zones.valid_to > days.date_day
where days.starts_at_utc <= {{ as_of() }}
