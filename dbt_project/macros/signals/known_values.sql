{% macro known_values() -%}
    (
        {%- for source, stream, column, values in enumerated_columns() %}{% set outer = loop %}
        {%- for value in values %}
        select '{{ source }}' as source, '{{ stream }}' as stream, '{{ column }}' as column_name, '{{ value }}' as value
        {{ 'union all' if not (loop.last and outer.last) }}
        {%- endfor %}{% endfor %}
    )
{%- endmacro %}
