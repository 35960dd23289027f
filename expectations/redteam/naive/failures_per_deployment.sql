/*
name: Incidents divided by deployments
direction: down
scale: none
hardened: [change_fail_rate]
*/
with deployments as (
    select team_id, finished_at as occurred_at, 0 as is_incident
    from intermediate.int_delivery__production_deployments
),

events as (
    select * from deployments
    union all
    select team_id, started_at as occurred_at, 1 as is_incident
    from intermediate.int_reliability__team_incidents
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    sum(items.is_incident) / nullif(count(*) - sum(items.is_incident), 0) as value
from events as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
