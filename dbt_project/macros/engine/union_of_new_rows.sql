{% macro union_of_new_rows() -%}
    {{ adapter.dispatch('union_of_new_rows')() }}
{%- endmacro %}

{% macro duckdb__union_of_new_rows() -%}
    union
{%- endmacro %}

{% macro spark__union_of_new_rows() -%}
    {#- Spark's recursion keeps every row, so that where branches meet each path is walked. -#}
    union all
{%- endmacro %}
