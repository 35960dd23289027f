{% macro source_statuses() -%}
    {#- What is said of a source that could not be read, or of a metric that is suspended, says nothing of the cell. -#}
    {{ quoted_list(['source_stale', 'source_missing', 'source_partial', 'suspended_by_audit']) }}
{%- endmacro %}
