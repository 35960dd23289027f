{% macro microseconds_between(start_at, end_at) -%}
    {{ adapter.dispatch('microseconds_between')(start_at, end_at) }}
{%- endmacro %}

{% macro duckdb__microseconds_between(start_at, end_at) -%}
    (epoch_us({{ end_at }}) - epoch_us({{ start_at }}))
{%- endmacro %}
