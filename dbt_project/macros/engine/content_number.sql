{% macro content_number(content) -%}
    {{ adapter.dispatch('content_number')(content) }}
{%- endmacro %}

{% macro duckdb__content_number(content) -%}
    md5_number_lower({{ content }})
{%- endmacro %}

{% macro spark__content_number(content) -%}
    xxhash64({{ content }})
{%- endmacro %}
