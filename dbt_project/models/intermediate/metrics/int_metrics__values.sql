{%- set sums = sums_over_people() -%}
{%- for metric_id in metric_ids() %}
select
    {{ metric_id }}.metric_id,
    {{ metric_id }}.team_id,
    {{ metric_id }}.grain,
    {{ metric_id }}.period_start,
    {{ metric_id }}.numerator,
    {{ metric_id }}.denominator,
    {{ metric_id }}.value,
    {{ metric_id }}.n_items,
    {{ metric_id }}.n_people,
    {{ metric_id }}.is_reached,
    {{ metric_id ~ '.is_dominated' if metric_id in sums else 'false' }} as is_dominated
from {{ ref(metric_id) }} as {{ metric_id }}
{{ 'union all' if not loop.last }}
{%- endfor %}
