/*
name: Lines added and removed
direction: up
scale: sqrt
hardened: [rewritten_line_share]
*/
with items as (
    select
        owners.team_id,
        commits.committed_at as occurred_at,
        coalesce(files.additions, 0) + coalesce(files.deletions, 0) as n_lines
    from staging.stg_git__file_changes as files
    inner join staging.stg_git__commits as commits on files.commit_id = commits.commit_id
    inner join (
        select distinct services.repository, owners.team_id
        from staging.stg_file_drops__services as services
        inner join intermediate.int_ownership__service_owners as owners on services.service_id = owners.service_id
    ) as owners on files.repository = owners.repository
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    sum(items.n_lines) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
