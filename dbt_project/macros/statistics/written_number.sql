{% macro written_number(value, decimals=0) -%}
    cast(cast({{ rounded(value, decimals) }} as decimal(18, {{ decimals }})) as {{ dbt.type_string() }})
{%- endmacro %}
