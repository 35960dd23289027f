{% macro percentile_of_enough(value, quantile) -%}
    case when count({{ value }}) >= {{ minimum_items(quantile) }} then {{ percentile(value, quantile) }} end
{%- endmacro %}
