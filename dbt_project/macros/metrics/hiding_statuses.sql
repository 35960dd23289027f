{% macro hiding_statuses() -%}
    {#- Where a count would say what the missing value must not, or would count what was never seen. -#}
    {{ quoted_list(['suppressed_privacy', 'source_missing', 'not_applicable']) }}
{%- endmacro %}
