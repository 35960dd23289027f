/*
name: Share of test executions that failed
direction: down
scale: none
hardened: [flaky_rate]
*/
with items as (
    select
        owners.team_id,
        coalesce(reports.generated_at, reports.run_started_at) as occurred_at,
        case when cases.outcome in ('failed', 'error') then 1 else 0 end as has_failed
    from staging.stg_junit__test_cases as cases
    inner join staging.stg_junit__test_reports as reports on cases.test_report_id = reports.test_report_id
    inner join (
        select distinct services.repository, owners.team_id
        from staging.stg_file_drops__services as services
        inner join intermediate.int_ownership__service_owners as owners on services.service_id = owners.service_id
    ) as owners on reports.repository = owners.repository
    where cases.outcome != 'skipped'
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    avg(items.has_failed) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
