/*
name: Story points of resolved issues
direction: up
scale: sqrt
hardened: [throughput]
*/
with items as (
    select
        aliases.team_id,
        issues.resolved_at as occurred_at,
        coalesce(issues.story_points, 0) as points
    from staging.stg_jira__issues as issues
    inner join staging.stg_file_drops__team_aliases as aliases
        on issues.project_key = aliases.external_id and aliases.source = 'jira'
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    sum(items.points) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
