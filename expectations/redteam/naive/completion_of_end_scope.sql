/*
name: Share done of what was in the sprint when it ended
direction: up
scale: none
hardened: [scope_completion, sprint_say_do]
*/
select
    periods.team_id,
    periods.grain,
    periods.period_start,
    avg(case when items.is_completed then 1 else 0 end) as value
from intermediate.int_delivery__sprint_scopes as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.ended_at >= periods.starts_at_utc and items.ended_at < periods.ends_at_utc
where not items.is_removed
group by periods.team_id, periods.grain, periods.period_start;
