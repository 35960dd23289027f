{% macro compacted_files_query(landing) -%}
    {#- A compacted file counts from the instant a record names it. -#}
    select
        source,
        unnest(
            from_json(
                json_extract(content, '$.files'),
                '[{"stream": "VARCHAR", "name": "VARCHAR", "last_load_id": "VARCHAR"}]'
            ),
            recursive := true
        )
    from ({{ landing_records_query(landing) }})
{%- endmacro %}
