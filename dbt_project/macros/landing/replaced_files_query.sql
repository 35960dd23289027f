{% macro replaced_files_query(landing) -%}
    {#- A compaction that was killed may have left what it replaced. -#}
    select
        source,
        unnest(from_json(json_extract(content, '$.replaced'), '["VARCHAR"]')) as place
    from ({{ landing_records_query(landing) }})
{%- endmacro %}
