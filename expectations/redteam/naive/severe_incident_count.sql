/*
name: Incidents of severity 1 or 2, as their records say now
direction: down
scale: sqrt
hardened: [severe_incidents_at_declaration, severe_incidents_at_close]
*/
select
    periods.team_id,
    periods.grain,
    periods.period_start,
    count(*) filter (where items.is_urgent) as value
from intermediate.int_reliability__team_incidents as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.started_at >= periods.starts_at_utc and items.started_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
