{% macro ineligible_decisions() -%}
    {%- set findings = [] -%}
    {%- for exposure in (graph.exposures.values() if execute else []) -%}
        {%- set served = exposure.config.meta or exposure.meta -%}
        {%- for metric in metric_metas() if metric.metric_id in served.get('metrics', []) -%}
            {%- for decision in served.get('decisions', []) if decision not in metric.eligible_decisions -%}
                {%- do findings.append(exposure.name ~ ': ' ~ metric.metric_id ~ ' for ' ~ decision) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(findings) }}
{%- endmacro %}
