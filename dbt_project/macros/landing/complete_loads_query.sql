{% macro complete_loads_query(landing) -%}
    {#- A record of dlt names one load; that of a compaction names many. -#}
    select distinct
        source,
        load_id,
        cast(inserted_at as timestamptz) as completed_at
    from (
        select
            source,
            json_extract_string(content, '$.load_id') as load_id,
            json_extract_string(content, '$.inserted_at') as inserted_at
        from ({{ landing_records_query(landing) }})
        where json_extract_string(content, '$.load_id') is not null
        union all
        select
            source,
            unnest(
                from_json(
                    json_extract(content, '$.loads'), '[{"load_id": "VARCHAR", "inserted_at": "VARCHAR"}]'
                ),
                recursive := true
            )
        from ({{ landing_records_query(landing) }})
    )
{%- endmacro %}
