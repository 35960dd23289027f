{% macro can_increment() -%}
    {{ return(adapter.dispatch('can_increment')()) }}
{%- endmacro %}

{% macro duckdb__can_increment() -%}
    {#- What compiles only has not asked whether it may; nor has a warehouse of before there were increments. -#}
    {%- set answers = run_query(
        "select count(*) from duckdb_tables() where schema_name = 'landing' and table_name = 'increment'"
    ) -%}
    {%- if answers.columns[0].values()[0] == 0 -%}
        {{ return(false) }}
    {%- endif -%}
    {{ return(run_query('select is_possible from landing.increment').columns[0].values()[0]) }}
{%- endmacro %}

{% macro spark__can_increment() -%}
    {#- Rows of a Parquet table cannot be deleted. -#}
    {{ return(false) }}
{%- endmacro %}
