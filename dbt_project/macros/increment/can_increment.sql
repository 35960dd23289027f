{% macro can_increment() -%}
    {{ return(adapter.dispatch('can_increment')()) }}
{%- endmacro %}

{% macro duckdb__can_increment() -%}
    {{ return(run_query('select is_possible from landing.increment').columns[0].values()[0]) }}
{%- endmacro %}

{% macro spark__can_increment() -%}
    {#- Rows of a Parquet table cannot be deleted. -#}
    {{ return(false) }}
{%- endmacro %}
