{% macro log_factorial(n) -%}
    lgamma(cast({{ n }} as double) + 1)
{%- endmacro %}
