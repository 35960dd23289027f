{% macro spark_landed_view(table, folder, files) -%}
    {#-
        A table with the declared columns lies over the files, which stay where they are: what a file does not have is
        null, and no schema is inferred. The view adds the load that each row came with: a merged file has it in a
        column, of any other the name tells it.
    -#}
    {%- set names, columns = [], ['_load_id string'] -%}
    {%- for column in table.columns.values() if column.name != '_load_id' -%}
        {%- do names.append(adapter.quote(column.name)) -%}
        {%- do columns.append(adapter.quote(column.name) ~ ' ' ~ spark_type(column.data_type)) -%}
    {%- endfor -%}
    {%- if files -%}
        {%- set over = 'landing.' ~ spark_stream_table(table.source_name, table.name) -%}
        {%- do spark_table_over_files(
            over, columns | join(', '), 'parquet', {'path': folder ~ '/{' ~ files | join(',') ~ '}'}
        ) -%}
        {%- set rows = 'select ' ~ names | join(', ') ~ ', ' ~ spark_load_id() ~ ' as _load_id from ' ~ over -%}
    {%- else -%}
        {%- set rows = spark_no_rows(table.columns.values()) -%}
    {%- endif -%}
    {%- do run_query('create or replace view ' ~ table.schema ~ '.' ~ table.identifier ~ ' as ' ~ rows) -%}
{%- endmacro %}

{% macro spark_load_id() -%}
    coalesce(_load_id, {{ load_id_of('_metadata.file_name') }})
{%- endmacro %}

{% macro spark_stream_table(source_name, stream) -%}
    {{ source_name }}__{{ stream }}
{%- endmacro %}

{% macro spark_no_rows(columns) -%}
    select
        {%- for column in columns %}
        cast(null as {{ spark_type(column.data_type) }}) as {{ adapter.quote(column.name) }}{{ ',' if not loop.last }}
        {%- endfor %}
    where false
{%- endmacro %}
