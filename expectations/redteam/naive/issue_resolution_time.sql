/*
name: Median hours from creating an issue to closing it, of closed ones
direction: down
scale: log
hardened: [issue_lead_time, issue_cycle_time]
*/
select
    periods.team_id,
    periods.grain,
    periods.period_start,
    median(items.lead_hours) as value
from intermediate.int_delivery__work_items as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.ended_at >= periods.starts_at_utc and items.ended_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
