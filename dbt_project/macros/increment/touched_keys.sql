{% macro touched_keys(source_name, stream, files) -%}
    {#- Records of a stream of which its files hold a version that no build has seen. -#}
    {%- set table = landed_table(source_name, stream) -%}
    {%- set key = table.config.meta.key -%}
    {%- set compacted, plain = compacted_files(files), compacted_files(files, wanted=false) -%}
    select cast(null as {{ table.columns[key].data_type }}) as {{ key }}
    where false
    {%- if plain %}
    union all
    select {{ key }} from read_parquet([{{ quoted_list(plain) }}], union_by_name = true)
    {%- endif %}
    {%- if compacted %}
    union all
    select {{ key }} from read_parquet([{{ quoted_list(compacted) }}], union_by_name = true)
    where _load_id in (select load_id from landing.new_loads)
    {%- endif %}
{%- endmacro %}
