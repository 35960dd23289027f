{% macro compacted_files(files, wanted=true) -%}
    {#- Each row of a compacted file has its load id in a column; of any other file the name tells it. -#}
    {%- set found = [] -%}
    {%- for file in files if file.split('/')[-1].startswith('compacted-') == wanted -%}
        {%- do found.append(file) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
