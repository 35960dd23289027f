{% macro sorted_texts(text) -%}
    {{ adapter.dispatch('sorted_texts')(text) }}
{%- endmacro %}

{% macro duckdb__sorted_texts(text) -%}
    array_to_string(list_sort(list({{ text }})), ', ')
{%- endmacro %}

{% macro spark__sorted_texts(text) -%}
    array_join(array_sort(collect_list({{ text }})), ', ')
{%- endmacro %}
