{%- set scales = ['log', 'sqrt', 'none'] -%}
{%- set charts = ['metric_id', 'definition_version', 'team_id', 'valid_from', 'valid_to', 'kind'] -%}

with
{% for scale in scales -%}
weeks_{{ scale }} as (
    select weeks.* from {{ ref('int_metrics__baseline_weeks') }} as weeks
    where weeks.chart_scale = '{{ scale }}'
),

{% endfor -%}
limits as (
    {%- for scale in scales %}
    select * from {{ xmr_limits('weeks_' ~ scale, charts, 'period_start', 'value', scale) }} as limits_{{ scale }}
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
    usable.definition_version,
    usable.team_id,
    usable.valid_from,
    usable.valid_to,
    usable.n_baseline,
    usable.baseline_start,
    usable.baseline_end,
    case when usable.is_usable then usable.centre_line end as centre_line,
    case when usable.is_usable then usable.lower_limit end as lower_limit,
    case when usable.is_usable then usable.upper_limit end as upper_limit,
    case when usable.is_usable then usable.limits_status else 'no_limits' end as limits_status
from usable
