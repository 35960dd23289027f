/*
name: Merged pull requests
direction: up
scale: sqrt
hardened: [merged_changes]
*/
select
    periods.team_id,
    periods.grain,
    periods.period_start,
    count(*) as value
from intermediate.int_delivery__change_sizes as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.merged_at >= periods.starts_at_utc and items.merged_at < periods.ends_at_utc
where items.is_human
group by periods.team_id, periods.grain, periods.period_start;
