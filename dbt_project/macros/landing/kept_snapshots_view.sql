{% macro kept_snapshots_view() -%}
    {#-
        Every publication keeps what it said; the warehouse may be lost. A column the file does not have yet is null:
        the typed empty rows name every column the contract of metric_snapshots promises.
    -#}
    {%- set file = (data_home() ~ '/published/parquet/metric_snapshots.parquet') | replace("'", "''") -%}
    create or replace view landing.metric_snapshots as
    select
        {%- for column in graph.nodes['model.' ~ project_name ~ '.metric_snapshots'].columns.values() %}
        cast(null as {{ column.data_type }}) as {{ column.name }}{{ ',' if not loop.last }}
        {%- endfor %}
    where false
    {%- if run_query("select count(*) from glob('" ~ file ~ "')").columns[0].values()[0] > 0 %}
    union all by name
    select * from read_parquet('{{ file }}')
    {%- endif %}
{%- endmacro %}
