{% macro complete_files_query(landing) -%}
    with files as (
        select
            file,
            split_part(file, '/', -3) as source,
            regexp_extract(file, '^(.*/)[^/]*$', 1) as folder,
            {{ load_id_of('file') }} as load_id
        from glob('{{ landing }}/*/*/*.parquet')
    )

    select files.folder, files.file
    from files
    inner join ({{ complete_loads_query(landing) }}) as loads
        on files.source = loads.source and files.load_id = loads.load_id
    order by files.folder, cast(files.load_id as double), files.file
{%- endmacro %}
