{% macro served_decisions() -%}
    {%- set every_metric = metric_metas() | map(attribute='metric_id') | list -%}
    (
        {%- for exposure in (graph.exposures.values() if execute else []) -%}
        {%- set served = exposure.config.meta or exposure.meta -%}
        {#- Who decides by a table and names no metric means every one in it. -#}
        {%- for metric_id in served.get('metrics') or every_metric -%}
        {%- for decision in served.get('decisions', []) %}
        select
            {{ text_literal(exposure.name) }} as exposure_name,
            {{ text_literal(metric_id) }} as metric_id,
            {{ text_literal(decision) }} as decision
        union all
        {%- endfor -%}
        {%- endfor -%}
        {%- endfor %}
        select
            {{ text_literal(none) }} as exposure_name,
            {{ text_literal(none) }} as metric_id,
            {{ text_literal(none) }} as decision
        where false
    )
{%- endmacro %}
