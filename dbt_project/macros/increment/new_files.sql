{% macro new_files() -%}
    {#- Landed files that may hold what no build has seen, by source and stream. -#}
    {%- set found = {} -%}
    {%- for row in run_query('select source, stream, file from landing.new_files order by file').rows -%}
        {%- do found.setdefault((row['source'], row['stream']), []).append(row['file']) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
