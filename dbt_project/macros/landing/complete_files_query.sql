{% macro complete_files_query(landing) -%}
    with files as (
        select
            file,
            split_part(file, '/', -3) as source,
            split_part(file, '/', -2) as stream,
            split_part(file, '/', -1) as name,
            regexp_extract(file, '^(.*/)[^/]*$', 1) as folder,
            {{ load_id_of('file') }} as load_id
        from glob('{{ landing }}/*/*/*.parquet')
    ),

    counted as (
        select files.source, files.stream, files.name, files.folder, files.file, files.load_id as last_load_id
        from files
        inner join ({{ complete_loads_query(landing) }}) as loads
            on files.source = loads.source and files.load_id = loads.load_id
        union all
        select files.source, files.stream, files.name, files.folder, files.file, compacted.last_load_id
        from files
        inner join ({{ compacted_files_query(landing) }}) as compacted
            on files.source = compacted.source and files.stream = compacted.stream and files.name = compacted.name
    )

    select counted.folder, counted.file
    from counted
    left join ({{ replaced_files_query(landing) }}) as replaced
        on counted.source = replaced.source and counted.stream || '/' || counted.name = replaced.place
    where replaced.place is null
    order by counted.folder, cast(counted.last_load_id as double), counted.file
{%- endmacro %}
