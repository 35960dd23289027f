{% macro unprofiled_streams() -%}
    {%- set declared = [] -%}
    {%- set profiled = [] -%}
    {%- for table in (graph.sources if execute else {}).values()
        if table.package_name == project_name
        and table.name not in ('extraction_log', 'extraction_state', 'quarantine') -%}
        {%- do declared.append(table.source_name ~ '.' ~ table.name) -%}
    {%- endfor -%}
    {%- for source_name, streams in profiled_streams().items() if execute -%}
        {%- for stream in streams -%}
            {%- do profiled.append(source_name ~ '.' ~ stream) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return((declared | reject('in', profiled) | list) + (profiled | reject('in', declared) | list)) }}
{%- endmacro %}
