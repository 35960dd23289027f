{% macro known_values() -%}
    (
        select *
        from (
            values
            {%- for source, stream, column, values in enumerated_columns() %}{% set outer = loop %}
            {%- for value in values %}
            ('{{ source }}', '{{ stream }}', '{{ column }}', '{{ value }}'){{ ',' if not (loop.last and outer.last) }}
            {%- endfor %}{% endfor %}
        ) as known (source, stream, column_name, value)
    )
{%- endmacro %}
