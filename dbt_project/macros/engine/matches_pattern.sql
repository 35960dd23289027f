{% macro matches_pattern(value, pattern) -%}
    {{ adapter.dispatch('matches_pattern')(value, pattern) }}
{%- endmacro %}

{% macro duckdb__matches_pattern(value, pattern) -%}
    regexp_matches({{ value }}, {{ pattern }})
{%- endmacro %}

{% macro spark__matches_pattern(value, pattern) -%}
    regexp_like({{ value }}, {{ pattern }})
{%- endmacro %}
