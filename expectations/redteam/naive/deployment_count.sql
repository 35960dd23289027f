/*
name: Successful production deployments
direction: up
scale: sqrt
hardened: [deploy_freq]
*/
select
    periods.team_id,
    periods.grain,
    periods.period_start,
    count(*) as value
from intermediate.int_delivery__production_deployments as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.finished_at >= periods.starts_at_utc and items.finished_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
