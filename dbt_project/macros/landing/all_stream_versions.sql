{% macro all_stream_versions(only_touched=false) -%}
    {#- In an increment, those of the records that it takes anew; of none, where nothing is new. -#}
    {%- set found = new_files() if only_touched else {} -%}
    {%- set wanted = [] -%}
    {%- for source_name, streams in profiled_streams().items() -%}
        {%- for stream in streams if not only_touched or (source_name, stream) in found -%}
            {%- do wanted.append((source_name, stream, found.get((source_name, stream)))) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for source_name, stream, touched_in in wanted or [('git', 'refs', [])] %}
    {{ stream_versions(source_name, stream, touched_in) }}
    {{ 'union all' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
