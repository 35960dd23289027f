{% macro metric_metas() -%}
    {#- What each metric's yml says under meta.metric; the graph is complete only while a run executes. -#}
    {%- set metas = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.config.meta.metric is defined -%}
            {%- do metas.append(node.config.meta.metric) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(metas | sort(attribute='metric_id')) }}
{%- endmacro %}
