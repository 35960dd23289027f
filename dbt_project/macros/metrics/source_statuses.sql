{% macro source_statuses() -%}
    {#- What is said of a source that could not be read says nothing of the cell. -#}
    {{ quoted_list(['source_stale', 'source_missing', 'source_partial']) }}
{%- endmacro %}
