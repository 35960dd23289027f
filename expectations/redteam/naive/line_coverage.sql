/*
name: Share of lines that tests run
direction: up
scale: none
hardened: [diff_coverage]
*/
with items as (
    select
        owners.team_id,
        commits.committed_at as occurred_at,
        reports.lines_covered,
        reports.lines_valid
    from staging.stg_coverage_reports__coverage_reports as reports
    inner join staging.stg_git__commits as commits
        on reports.repository = commits.repository and reports.commit_sha = commits.commit_sha
    inner join (
        select distinct services.repository, owners.team_id
        from staging.stg_file_drops__services as services
        inner join intermediate.int_ownership__service_owners as owners on services.service_id = owners.service_id
    ) as owners on reports.repository = owners.repository
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    sum(items.lines_covered) / nullif(sum(items.lines_valid), 0) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
