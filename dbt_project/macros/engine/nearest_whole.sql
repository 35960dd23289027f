{% macro nearest_whole(value) -%}
    {{ adapter.dispatch('nearest_whole')(value) }}
{%- endmacro %}

{% macro duckdb__nearest_whole(value) -%}
    cast({{ value }} as bigint)
{%- endmacro %}

{% macro spark__nearest_whole(value) -%}
    cast(rint({{ value }}) as bigint)
{%- endmacro %}
