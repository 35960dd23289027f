-- One row per team and span of days in a time zone.
select
    zones.team_id,
    zones.time_zone,
    zones.valid_from,
    zones.valid_to
from intermediate.int_calendar__team_zones as zones
