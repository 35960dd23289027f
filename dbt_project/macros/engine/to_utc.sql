{% macro to_utc(local_time, zone) -%}
    {{ adapter.dispatch('to_utc')(local_time, zone) }}
{%- endmacro %}

{% macro duckdb__to_utc(local_time, zone) -%}
    timezone('UTC', timezone({{ zone }}, cast({{ local_time }} as timestamp)))
{%- endmacro %}
