{% macro spark_complete_files(landing) -%}
    {#-
        As complete_files: the files of loads that are recorded complete, here by source and stream. A table over a
        pattern is empty where nothing matches; a query over it would be an error.
    -#}
    {%- do spark_table_over_files(
        'landing.lake_files',
        'path string, modificationTime timestamp, length bigint, content binary',
        'binaryFile',
        {'path': landing ~ '/*/*/*.parquet'}
    ) -%}
    {%- do spark_table_over_files(
        'landing.load_records',
        'content string',
        'text',
        {'path': landing ~ '/*/_dlt_loads/*.jsonl', 'wholetext': 'true'}
    ) -%}
    {%- set found = {} -%}
    {%- for row in run_query(spark_complete_files_query()).rows -%}
        {%- do found.setdefault((row['source'], row['stream']), []).append(row['file_name']) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{% macro spark_complete_files_query() -%}
    with files as (
        select
            split_part(path, '/', -3) as source,
            split_part(path, '/', -2) as stream,
            split_part(path, '/', -1) as file_name,
            {{ load_id_of('path') }} as load_id
        from landing.lake_files
    )

    select files.source, files.stream, files.file_name
    from files
    inner join ({{ spark_complete_loads_query() }}) as loads
        on files.source = loads.source and files.load_id = loads.load_id
    order by files.source, files.stream, cast(files.load_id as double), files.file_name
{%- endmacro %}

{% macro spark_complete_loads_query() -%}
    {#- A record cut short by a kill is no JSON, and its load does not count. -#}
    select
        split_part(_metadata.file_path, '/', -3) as source,
        get_json_object(content, '$.load_id') as load_id,
        cast(get_json_object(content, '$.inserted_at') as timestamp) as completed_at
    from landing.load_records
    where try_parse_json(content) is not null and get_json_object(content, '$.status') = '0'
{%- endmacro %}

{% macro spark_table_over_files(name, columns, file_format, options) -%}
    {%- do run_query('drop table if exists ' ~ name) -%}
    {%- set pairs = [] -%}
    {%- for option, value in options.items() -%}
        {%- do pairs.append(option ~ " '" ~ value | replace("'", "''") ~ "'") -%}
    {%- endfor -%}
    {%- do run_query(
        'create table ' ~ name ~ ' (' ~ columns ~ ') using ' ~ file_format ~ ' options (' ~ pairs | join(', ') ~ ')'
    ) -%}
{%- endmacro %}
