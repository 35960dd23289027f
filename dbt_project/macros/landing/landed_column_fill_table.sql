{% macro landed_column_fill_table(files, kept) -%}
    {#- From the statistics that every Parquet file keeps of itself: no row is read. A tombstone has no raw_json. -#}
    {%- set plain = compacted_files(files.values() | sum(start=[]), wanted=false) -%}
    create or replace table landing.column_fill as
    select
        cast(null as varchar) as source,
        cast(null as varchar) as stream,
        cast(null as varchar) as load_id,
        cast(null as varchar) as column_name,
        cast(null as bigint) as n_known,
        cast(null as bigint) as n_records
    where false
    {%- if kept %}
    union all
    select source, stream, load_id, column_name, n_known, n_records
    from read_parquet([{{ quoted_list(kept) }}])
    {%- endif %}
    {%- if plain %}
    union all
    select
        split_part(file_name, '/', -3) as source,
        split_part(file_name, '/', -2) as stream,
        {{ load_id_of('file_name') }} as load_id,
        path_in_schema as column_name,
        sum(num_values - stats_null_count) as n_known,
        max(sum(case when path_in_schema = 'raw_json' then num_values - stats_null_count end))
            over (partition by file_name) as n_records
    from parquet_metadata([{{ quoted_list(plain) }}])
    group by file_name, path_in_schema
    {%- endif %}
{%- endmacro %}
