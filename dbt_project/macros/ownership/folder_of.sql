{% macro folder_of(prefix) -%}
    case when {{ prefix }} like '%/' then {{ prefix }} else {{ prefix }} || '/' end
{%- endmacro %}
