{% macro seconds_between(start_at, end_at) -%}
    ({{ microseconds_between(start_at, end_at) }} / 1e6)
{%- endmacro %}
