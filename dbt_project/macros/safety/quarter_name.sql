{% macro quarter_name(first_day) -%}
    cast(extract(year from {{ first_day }}) as {{ dbt.type_string() }}) || 'Q'
    || cast(extract(quarter from {{ first_day }}) as {{ dbt.type_string() }})
{%- endmacro %}
