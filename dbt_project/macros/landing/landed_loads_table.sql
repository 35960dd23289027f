{% macro landed_loads_table(landing) -%}
    create or replace table landing.loads as
    select
        cast(null as varchar) as source,
        cast(null as varchar) as load_id,
        cast(null as timestamp) as completed_at
    where false
    {%- set records = run_query("select count(*) from glob('" ~ landing ~ "/*/_dlt_loads/*.jsonl')") -%}
    {%- if records.columns[0].values()[0] > 0 %}
    union all
    select source, load_id, timezone('UTC', completed_at) as completed_at
    from ({{ complete_loads_query(landing) }})
    {%- endif %}
{%- endmacro %}
