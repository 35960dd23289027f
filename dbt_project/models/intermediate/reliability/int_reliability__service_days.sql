-- The days on which a team could have had an incident: those on which it owned a service.
select distinct
    owners.team_id || ':' || cast(dates.date_day as {{ dbt.type_string() }}) as service_day_id,
    owners.team_id,
    dates.date_day,
    {{ to_utc('dates.date_day', 'zones.time_zone') }} as starts_at_utc
from {{ ref('int_ownership__service_owners') }} as owners
inner join {{ ref('int_calendar__dates') }} as dates
    on owners.valid_from <= dates.date_day and owners.valid_to > dates.date_day
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        owners.team_id = zones.team_id
        and dates.date_day >= zones.valid_from
        and dates.date_day < zones.valid_to
where {{ to_utc('dates.date_day', 'zones.time_zone') }} <= {{ as_of() }}
