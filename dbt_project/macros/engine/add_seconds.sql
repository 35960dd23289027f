{% macro add_seconds(instant, seconds) -%}
    {{ adapter.dispatch('add_seconds')(instant, seconds) }}
{%- endmacro %}

{% macro duckdb__add_seconds(instant, seconds) -%}
    ({{ instant }} + to_microseconds(cast(({{ seconds }}) * cast(1000000 as bigint) as bigint)))
{%- endmacro %}

{% macro spark__add_seconds(instant, seconds) -%}
    timestamp_micros(unix_micros({{ instant }}) + cast(rint(({{ seconds }}) * cast(1000000 as bigint)) as bigint))
{%- endmacro %}
