-- The only targets that a source publishes are service level objectives; where a team has several that differ, its one
-- number has none.
with objectives as (
    select
        'slo_attainment' as metric_id,
        dates.date_day as period_start,
        owners.team_id,
        min(slos.objective) as objective
    from {{ ref('stg_prometheus__slos') }} as slos
    inner join {{ ref('int_ownership__service_owners') }} as owners on slos.service_id = owners.service_id
    inner join {{ ref('int_calendar__dates') }} as dates
        on owners.valid_from <= dates.date_day and owners.valid_to > dates.date_day
    group by dates.date_day, owners.team_id
    having min(slos.objective) = max(slos.objective)
)

select
    cells.team_id,
    cells.metric_id,
    cells.grain,
    cells.period_start,
    dates.week_start,
    cells.value,
    case cells.chart_scale
        {%- for scale in ['log', 'sqrt', 'none'] %}
        when '{{ scale }}' then {{ to_chart_scale('cells.value', scale) }}
        {%- endfor %}
    end as charted,
    metas.direction,
    metas.pair_metric_id,
    cast(objectives.objective as double) as target
from {{ ref('int_metrics__cells') }} as cells
inner join {{ registered_metrics() }} as metas on cells.metric_id = metas.metric_id
inner join {{ ref('int_ownership__teams') }} as teams on cells.team_id = teams.team_id and not teams.has_member_teams
inner join {{ ref('int_calendar__dates') }} as dates on cells.period_start = dates.date_day
left join objectives
    on
        cells.metric_id = objectives.metric_id
        and cells.team_id = objectives.team_id
        and cells.period_start = objectives.period_start
where cells.grain in ('week', 'quarter') and cells.is_closed and cells.status != 'not_applicable'
