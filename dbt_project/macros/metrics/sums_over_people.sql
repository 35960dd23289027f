{% macro sums_over_people() -%}
    {#- Only sums are taken apart by who did most of them; quantiles and shares are not sums. -#}
    {%- set found = [] -%}
    {%- for meta in metric_metas() if meta.is_behavioural and meta.kind in ('count', 'rate') -%}
        {%- do found.append(meta.metric_id) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
