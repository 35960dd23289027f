{% macro spark__register_landed() -%}
    {%- set landing = data_home() ~ '/landing' -%}
    {%- do run_query('create schema if not exists landing') -%}
    {%- set files = spark_complete_files(landing) -%}
    {%- set schemas = [] -%}
    {%- for table in graph.sources.values() if table.package_name == project_name -%}
        {%- if table.schema not in schemas -%}
            {%- do schemas.append(table.schema) -%}
            {%- do run_query('create schema if not exists ' ~ table.schema) -%}
        {%- endif -%}
        {%- set folder = landing ~ '/' ~ table.source_name ~ '/' ~ table.name -%}
        {%- do spark_landed_view(table, folder, files.get((table.source_name, table.name), [])) -%}
    {%- endfor -%}
    {%- do spark_kept_snapshots_view() -%}
    {%- do spark_landed_loads_table() -%}
    {%- do spark_landed_columns_table(landing, files) -%}
    {%- do spark_landed_column_fill_table(files) -%}
{%- endmacro %}
