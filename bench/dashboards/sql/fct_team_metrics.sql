-- A cell a metric, team, grain and period; three quarters have a value, the others a reason.
with cells as (
    select
        metrics.metric_id, metrics.definition_version, teams.team_id, periods.*,
        draw(metrics.metric_id || teams.team_id) as level,
        draw(metrics.metric_id || teams.team_id || grain || cast(period_start as varchar)) as noise,
        draw('status' || metrics.metric_id || teams.team_id || grain || cast(period_start as varchar)) as luck,
        metrics.unit like 'share%' as is_share,
        period_start = max(period_start) over (partition by grain) as is_open
    from warehouse.marts.dim_metrics as metrics
    cross join warehouse.marts.dim_teams as teams
    inner join periods on list_contains(string_split(metrics.grains, ', '), periods.grain)
),

with_reasons as (
    select
        *,
        case
            when luck < 0.75 and is_open then 'provisional'
            when luck < 0.75 then 'ok'
            when luck < 0.88 then 'insufficient_n'
            when luck < 0.94 then 'not_applicable'
            when luck < 0.97 then 'source_missing'
            else 'suppressed_privacy'
        end as status,
        case when is_share then 0.2 + 0.6 * level else 5 + 200 * level end as centre,
        case when is_share then 0.1 else 1 + 20 * level end as width
    from cells
)

select
    metric_id, definition_version, team_id, grain, period_start, iso_year, iso_week,
    case when status in ('ok', 'provisional') then centre + (noise - 0.5) * width + mark() * is_marked(metric_id) end
        as value,
    cast(20 + 100 * luck as bigint) as n_items, cast(5 + 8 * luck as bigint) as n_people, status,
    case when is_open then 'provisional' else 'final' end as finality,
    cast(last_day() as timestamp) as as_of, cast(last_day() as timestamp) as source_max_loaded_at,
    case when grain = 'week' then centre end as centre_line,
    case when grain = 'week' then centre - width end as lower_limit,
    case when grain = 'week' then centre + width end as upper_limit,
    case when grain = 'week' then 'limits' end as limits_status
from with_reasons
