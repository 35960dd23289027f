/*
name: Share of bugs among the issues that came in
direction: down
scale: none
hardened: [escaped_defects]
*/
with items as (
    select
        aliases.team_id,
        issues.created_at as occurred_at,
        case
            when lower(issues.issue_type) in ('bug', 'defect') and coalesce(issues.resolution, '') != 'Duplicate' then 1
            else 0
        end as is_bug
    from staging.stg_jira__issues as issues
    inner join staging.stg_file_drops__team_aliases as aliases
        on issues.project_key = aliases.external_id and aliases.source = 'jira'
)

select
    periods.team_id,
    periods.grain,
    periods.period_start,
    avg(items.is_bug) as value
from items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.occurred_at >= periods.starts_at_utc and items.occurred_at < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
