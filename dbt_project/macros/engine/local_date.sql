{% macro local_date(instant, zone) -%}
    cast({{ to_local(instant, zone) }} as date)
{%- endmacro %}
