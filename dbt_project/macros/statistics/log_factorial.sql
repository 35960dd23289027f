{% macro log_factorial(n) -%}
    {{ log_gamma('(cast(' ~ n ~ ' as double) + 1)') }}
{%- endmacro %}
