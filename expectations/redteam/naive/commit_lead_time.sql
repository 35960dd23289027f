/*
name: Median hours from the author date of a commit to its deployment
direction: down
scale: log
hardened: [change_lead_time]
*/
with items as (
    select
        changes.team_id,
        changes.finished_at as occurred_at,
        date_diff('second', commits.authored_at, changes.finished_at) / 3600 as hours
    from intermediate.int_delivery__deployed_changes as changes
    inner join staging.stg_github__pull_request_commits as commits
        on changes.pull_request_id = commits.pull_request_id
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    median(items.hours) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
