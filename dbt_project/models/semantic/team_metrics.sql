-- Read by the publication too, which knows `ref` and no other Jinja: a view here is plain SQL over marts and views.
with team_groups as (
    select distinct teams.parent_team_id as team_id
    from {{ ref('dim_teams') }} as teams
    where teams.parent_team_id is not null
),

latest as (
    select
        cells.team_id,
        cells.grain,
        max(cells.period_start) as period_start
    from {{ ref('fct_team_metrics') }} as cells
    group by cells.team_id, cells.grain
)

select
    cells.metric_id || ':' || cells.team_id || ':' || cells.grain
    || ':' || cast(cells.period_start as string) as cell_id,
    cells.metric_id,
    metrics.name as metric_name,
    metrics.dimension,
    metrics.definition,
    cells.definition_version,
    metrics.unit,
    metrics.direction,
    metrics.eligible_decisions,
    metrics.starter_for,
    cells.team_id,
    teams.team_name,
    teams.team_type,
    teams.parent_team_id,
    team_groups.team_id is not null as has_member_teams,
    cells.grain,
    cells.period_start,
    case cells.grain
        when 'week' then cast(cells.iso_year as string) || '-W' || lpad(cast(cells.iso_week as string), 2, '0')
        when 'month' then substr(cast(cells.period_start as string), 1, 7)
        else
            cast(extract(year from cells.period_start) as string)
            || '-Q'
            || cast(extract(quarter from cells.period_start) as string)
    end as period_label,
    cells.period_start < latest.period_start as is_over,
    cells.value,
    cells.numerator,
    cells.denominator,
    cells.ci_low,
    cells.ci_high,
    cells.n_items,
    cells.status,
    statuses.in_words as status_in_words,
    cells.finality,
    cells.last_good_value,
    cells.last_good_as_of,
    cells.centre_line,
    cells.lower_limit,
    cells.upper_limit,
    cells.limits_status,
    metrics.pair_metric_id,
    pair_metrics.name as pair_name,
    pair_metrics.unit as pair_unit,
    pairs.value as pair_value,
    pair_statuses.in_words as pair_status_in_words,
    cells.as_of
from {{ ref('fct_team_metrics') }} as cells
inner join {{ ref('dim_metrics') }} as metrics on cells.metric_id = metrics.metric_id
inner join {{ ref('dim_teams') }} as teams on cells.team_id = teams.team_id
inner join {{ ref('dim_statuses') }} as statuses on cells.status = statuses.status
inner join latest on cells.team_id = latest.team_id and cells.grain = latest.grain
left join team_groups on cells.team_id = team_groups.team_id
left join {{ ref('dim_metrics') }} as pair_metrics on metrics.pair_metric_id = pair_metrics.metric_id
left join {{ ref('fct_team_metrics') }} as pairs
    on
        metrics.pair_metric_id = pairs.metric_id
        and cells.team_id = pairs.team_id
        and cells.grain = pairs.grain
        and cells.period_start = pairs.period_start
left join {{ ref('dim_statuses') }} as pair_statuses on pairs.status = pair_statuses.status
