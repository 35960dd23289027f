{% macro text_literal(value) -%}
    {%- if value is none or value is undefined -%}
        cast(null as {{ dbt.type_string() }})
    {%- elif value is string or value is number -%}
        cast('{{ (value | string).strip() | replace("'", "''") }}' as {{ dbt.type_string() }})
    {%- else -%}
        cast('{{ value | join(", ") | replace("'", "''") }}' as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}
