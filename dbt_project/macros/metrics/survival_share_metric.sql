{% macro survival_share_metric(metric_id, items, within, grains=['week', 'month', 'quarter']) -%}
    {#- As survival_metric, but how many items have ended at a given duration, not how long a given share takes. -#}
    {%- set placed = items_by_period(items, ['duration', 'is_observed']) -%}
    {%- set cell = ['team_id', 'grain', 'period_start'] -%}
    {%- set estimate = kaplan_meier_share(placed, cell, 'duration', 'is_observed', within) -%}
    {{ curve_metric(metric_id, placed, estimate, grains) }}
{%- endmacro %}
