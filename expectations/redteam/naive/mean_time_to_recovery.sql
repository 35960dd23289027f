/*
name: Mean hours to recovery of the incidents that are over
direction: down
scale: log
hardened: [incident_recovery, failed_deploy_recovery]
*/
select
    periods.team_id,
    periods.grain,
    periods.period_start,
    avg(items.hours) as value
from intermediate.int_reliability__team_incidents as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.started_at >= periods.starts_at_utc and items.started_at < periods.ends_at_utc
where items.is_mitigated
group by periods.team_id, periods.grain, periods.period_start;
