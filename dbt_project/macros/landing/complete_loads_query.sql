{% macro complete_loads_query(landing) -%}
    {#- A record cut short by a kill is no JSON, and its load does not count. -#}
    select
        split_part(filename, '/', -3) as source,
        json_extract_string(content, '$.load_id') as load_id,
        cast(json_extract_string(content, '$.inserted_at') as timestamptz) as completed_at
    from read_text('{{ landing }}/*/_dlt_loads/*.jsonl')
    where json_valid(content) and json_extract_string(content, '$.status') = '0'
{%- endmacro %}
