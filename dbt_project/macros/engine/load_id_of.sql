{% macro load_id_of(file_name) -%}
    regexp_extract({{ file_name }}, '([0-9]+[.][0-9]+)[.][^/]*$', 1)
{%- endmacro %}
