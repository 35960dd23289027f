{% macro percentile(value, quantile) -%}
    percentile_cont({{ quantile }}) within group (order by {{ value }})
{%- endmacro %}
