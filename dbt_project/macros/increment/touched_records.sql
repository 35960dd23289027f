{% macro touched_records() -%}
    {#- As touched_keys, of all profiled streams. -#}
    {%- set found = new_files() -%}
    select
        cast(null as varchar) as source,
        cast(null as varchar) as stream,
        cast(null as varchar) as record_key
    where false
    {%- for source_name, streams in profiled_streams().items() -%}
    {%- for stream in streams if (source_name, stream) in found %}
    union
    select '{{ source_name }}', '{{ stream }}', cast(touched.record_key as varchar)
    from ({{ touched_keys(source_name, stream, found[(source_name, stream)]) }}) as touched (record_key)
    {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
