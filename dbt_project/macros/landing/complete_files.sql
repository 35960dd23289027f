{% macro complete_files(landing) -%}
    {#- The view names each file: a load that is being written, or was cut short, is never read. -#}
    {%- set found = {} -%}
    {%- set records = run_query("select count(*) from glob('" ~ landing ~ "/*/_dlt_loads/*.jsonl')") -%}
    {%- if records.columns[0].values()[0] > 0 -%}
        {%- set files = run_query(complete_files_query(landing)) -%}
        {%- for row in files.rows -%}
            {%- do found.setdefault(row['folder'], []).append(row['file']) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found) }}
{%- endmacro %}
