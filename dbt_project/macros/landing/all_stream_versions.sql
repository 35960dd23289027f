{% macro all_stream_versions() -%}
    {%- for source_name, streams in profiled_streams().items() -%}
    {%- set is_last_source = loop.last -%}
    {%- for stream in streams -%}
    {{ stream_versions(source_name, stream) }}
    {{ 'union all' if not (loop.last and is_last_source) }}
    {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
