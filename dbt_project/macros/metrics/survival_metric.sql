{% macro survival_metric(metric_id, items, quantile, grains=['week', 'month', 'quarter']) -%}
    {#- Items count in the period they began in; one that has not ended has lasted at least its duration. -#}
    {%- set placed = items_by_period(items, ['duration', 'is_observed']) -%}
    {%- set cell = ['team_id', 'grain', 'period_start'] -%}
    {%- set estimate = kaplan_meier_quantile(placed, cell, 'duration', 'is_observed', quantile) -%}
    {{ curve_metric(metric_id, placed, estimate, grains) }}
{%- endmacro %}
