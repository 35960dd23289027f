-- Few zones and many teams: an hour of a zone is reckoned once, for all who live by it.
with zones as (
    select distinct zones.time_zone
    from {{ ref('int_calendar__team_zones') }} as zones
)

select
    zones.time_zone,
    dates.date_day,
    {{ to_utc('dates.date_day', 'zones.time_zone') }} as starts_at_utc
from zones
cross join {{ ref('int_calendar__dates') }} as dates
