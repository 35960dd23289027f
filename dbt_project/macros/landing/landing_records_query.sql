{% macro landing_records_query(landing) -%}
    {#- A record cut short by a kill is no JSON, and what it was to record does not count. -#}
    select
        split_part(filename, '/', -3) as source,
        content
    from read_text('{{ landing }}/*/_dlt_loads/*.jsonl')
    where json_valid(content) and json_extract_string(content, '$.status') = '0'
{%- endmacro %}
