{% macro landed_columns_table(files) -%}
    {#- Only the newest file of each stream says what the stream looks like today. -#}
    create or replace table landing.columns as
    select
        cast(null as varchar) as source,
        cast(null as varchar) as stream,
        cast(null as varchar) as column_name
    where false
    {%- if files %}
    union all
    select
        split_part(file_name, '/', -3) as source,
        split_part(file_name, '/', -2) as stream,
        name as column_name
    from parquet_schema([{{ quoted_list(files.values() | map('last') | list) }}])
    where num_children is null and name <> '_load_id'
    {%- endif %}
{%- endmacro %}
