{% macro microseconds_between(start_at, end_at) -%}
    {{ adapter.dispatch('microseconds_between')(start_at, end_at) }}
{%- endmacro %}

{% macro duckdb__microseconds_between(start_at, end_at) -%}
    (epoch_us({{ end_at }}) - epoch_us({{ start_at }}))
{%- endmacro %}

{% macro spark__microseconds_between(start_at, end_at) -%}
    (unix_micros(cast({{ end_at }} as timestamp)) - unix_micros(cast({{ start_at }} as timestamp)))
{%- endmacro %}
