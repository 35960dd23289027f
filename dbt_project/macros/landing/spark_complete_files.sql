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
    ),

    merged as (
        select
            source,
            file.stream,
            file.name,
            file.last_load_id
        from ({{ spark_records_exploded('files', 'struct<stream:string,name:string,last_load_id:string>', 'file') }})
    ),

    counted as (
        select files.source, files.stream, files.file_name, files.load_id as last_load_id
        from files
        inner join ({{ spark_complete_loads_query() }}) as loads
            on files.source = loads.source and files.load_id = loads.load_id
        union all
        select files.source, files.stream, files.file_name, merged.last_load_id
        from files
        inner join merged
            on files.source = merged.source and files.stream = merged.stream and files.file_name = merged.name
    )

    select counted.source, counted.stream, counted.file_name
    from counted
    left join ({{ spark_records_exploded('replaced', 'string', 'place') }}) as replaced
        on counted.source = replaced.source and counted.stream || '/' || counted.file_name = replaced.place
    -- What merged files keep of the old files' columns is counted from their rows here.
    where replaced.place is null and not startswith(counted.stream, '_')
    order by counted.source, counted.stream, cast(counted.last_load_id as double), counted.file_name
{%- endmacro %}

{% macro spark_records_query() -%}
    {#- A record cut short by a kill is no JSON, and what it was to record does not count. -#}
    select
        split_part(_metadata.file_path, '/', -3) as source,
        content
    from landing.load_records
    where try_parse_json(content) is not null and get_json_object(content, '$.status') = '0'
{%- endmacro %}

{% macro spark_records_exploded(field, type, name) -%}
    {#- One row per entry of a list that the records of compactions hold. -#}
    select
        source,
        explode(from_json(get_json_object(content, '$.{{ field }}'), 'array<{{ type }}>')) as {{ name }}
    from ({{ spark_records_query() }})
{%- endmacro %}

{% macro spark_complete_loads_query() -%}
    {#- A record of dlt names one load; that of a compaction names many. -#}
    select distinct
        source,
        load_id,
        cast(inserted_at as timestamp) as completed_at
    from (
        select
            source,
            get_json_object(content, '$.load_id') as load_id,
            get_json_object(content, '$.inserted_at') as inserted_at
        from ({{ spark_records_query() }})
        where get_json_object(content, '$.load_id') is not null
        union all
        select
            source,
            one.load_id,
            one.inserted_at
        from ({{ spark_records_exploded('loads', 'struct<load_id:string,inserted_at:string>', 'one') }})
    )
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
