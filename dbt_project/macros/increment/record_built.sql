{% macro record_built(results) -%}
    {%- if execute -%}
        {{ adapter.dispatch('record_built')(results) }}
    {%- endif -%}
{%- endmacro %}

{% macro duckdb__record_built(results) -%}
    {#-
        Where an incremental model failed, or was not asked for, its loads stay new to all of them: to see a load twice
        changes nothing. Without the row of built_with no increment is possible, so that goes first and comes last.
    -#}
    {%- set missing = [] -%}
    {%- for node in graph.nodes.values() if node.config.materialized == 'incremental' -%}
        {%- do missing.append(node.unique_id) -%}
    {%- endfor -%}
    {%- for result in results if result.status == 'success' and result.node.unique_id in missing -%}
        {%- do missing.remove(result.node.unique_id) -%}
    {%- endfor -%}
    {%- if not missing -%}
        {%- set files = new_files().values() | sum(start=[]) -%}
        {%- do run_query(
            ['delete from landing.built_with', 'delete from landing.built_loads', built_loads_insert(files),
            "insert into landing.built_with values ('"
            ~ env_var('TEAM_OUTCOMES_PROJECT_DIGEST', '') ~ "', " ~ as_of() ~ ')'] | join(';\n')
        ) -%}
    {%- endif -%}
{%- endmacro %}

{% macro spark__record_built(results) -%}
{%- endmacro %}
