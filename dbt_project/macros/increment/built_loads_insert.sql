{% macro built_loads_insert(files) -%}
    {#- Rows that were read after as_of do not count yet: their load stays new. -#}
    insert into landing.built_loads
    select
        loads.source,
        loads.load_id
    from landing.loads as loads
    {%- if files %}
    where not exists (
        select 1
        from parquet_metadata([{{ quoted_list(files) }}]) as chunks
        inner join landing.new_files as files on chunks.file_name = files.file
        where
            files.source = loads.source
            and (files.load_id = loads.load_id or files.is_compacted)
            and chunks.path_in_schema = 'extracted_at'
            and coalesce(try_cast(chunks.stats_max_value as timestamp) > {{ as_of() }}, true)
    )
    {%- endif %}
{%- endmacro %}
