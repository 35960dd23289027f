{%- set scales = ['log', 'sqrt', 'none'] -%}

with weeks as (
    select
        cells.metric_id,
        cells.team_id,
        cells.period_start,
        cells.kind,
        cells.chart_scale,
        cells.value
    from {{ ref('int_metrics__cells') }} as cells
    where cells.grain = 'week' and cells.status = 'ok'
),

{% for scale in scales -%}
weeks_{{ scale }} as (
    select weeks.* from weeks
    where weeks.chart_scale = '{{ scale }}'
),

{% endfor -%}
limits as (
    {%- for scale in scales %}
    select * from {{ xmr_limits(
        'weeks_' ~ scale, ['metric_id', 'team_id', 'kind'], 'period_start', 'value', scale
    ) }} as limits_{{ scale }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- Below three a week a chart of counts says little: the month does.
usable as (
    select
        limits.*,
        limits.kind != 'count' or limits.centre_line >= 3 as is_usable
    from limits
)

select
    usable.metric_id,
    usable.team_id,
    usable.n_baseline,
    case when usable.is_usable then usable.centre_line end as centre_line,
    case when usable.is_usable then usable.lower_limit end as lower_limit,
    case when usable.is_usable then usable.upper_limit end as upper_limit,
    case when usable.is_usable then usable.limits_status else 'no_limits' end as limits_status
from usable
