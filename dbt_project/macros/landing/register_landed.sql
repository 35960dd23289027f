{% macro register_landed() -%}
    {%- if execute -%}
        {{ adapter.dispatch('register_landed')() }}
    {%- endif -%}
{%- endmacro %}

{% macro duckdb__register_landed() -%}
    {%- set landing = data_home() ~ '/landing' -%}
    {%- set landing_in_sql = landing | replace("'", "''") -%}
    {%- set files = complete_files(landing_in_sql) -%}
    {#- What compactions keep of old loads is no stream. -#}
    {%- set kept = [] -%}
    {%- for folder in files.keys() | list if folder.endswith('/_column_fill/') -%}
        {%- do kept.extend(files.pop(folder)) -%}
    {%- endfor -%}
    {%- set statements = ['create schema if not exists landing'] -%}
    {%- for table in graph.sources.values() if table.package_name == project_name -%}
        {%- set prefix = landing ~ '/' ~ table.source_name ~ '/' ~ table.name ~ '/' -%}
        {%- do statements.append('create schema if not exists ' ~ table.schema) -%}
        {%- do statements.append(landed_view(table, files.get(prefix, []))) -%}
    {%- endfor -%}
    {%- do statements.append(kept_snapshots_view()) -%}
    {%- do statements.append(landed_loads_table(landing_in_sql)) -%}
    {%- do statements.append(landed_columns_table(files)) -%}
    {%- do statements.append(landed_column_fill_table(files, kept)) -%}
    {%- do statements.append(landed_increment_tables(files.values() | sum(start=[]))) -%}
    {%- do run_query(statements | join(';\n')) -%}
{%- endmacro %}
