{% macro landed_table(source_name, stream) -%}
    {{ return(graph.sources['source.' ~ project_name ~ '.' ~ source_name ~ '.' ~ stream]) }}
{%- endmacro %}
