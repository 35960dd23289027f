{% macro landed_view(table, files) -%}
    {#- The empty typed rows give every declared column its type, also where no file has it yet. -#}
    {%- set compacted, plain = compacted_files(files), compacted_files(files, wanted=false) -%}
    create or replace view {{ table.schema }}.{{ table.identifier }} as
    select
        {%- for column in table.columns.values() %}
        cast(null as {{ column.data_type }}) as {{ adapter.quote(column.name) }}{{ ',' if not loop.last }}
        {%- endfor %}
    where false
    {%- if compacted %}
    union all by name
    select * from read_parquet([{{ quoted_list(compacted) }}], union_by_name = true)
    {%- endif %}
    {%- if plain %}
    union all by name
    select * exclude (filename), {{ load_id_of('filename') }} as _load_id
    from read_parquet([{{ quoted_list(plain) }}], union_by_name = true, filename = true)
    {%- endif %}
{%- endmacro %}
