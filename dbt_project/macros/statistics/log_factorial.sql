{% macro log_factorial(n) -%}
    {{ adapter.dispatch('log_factorial')(n) }}
{%- endmacro %}

{% macro default__log_factorial(n) -%}
    lgamma(cast({{ n }} as double) + 1)
{%- endmacro %}
