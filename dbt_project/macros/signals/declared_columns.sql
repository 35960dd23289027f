{% macro declared_columns() -%}
    (
        {%- for table in (graph.sources if execute else {}).values() if table.package_name == project_name %}
        {%- for column in table.columns if column != '_load_id' %}
        select '{{ table.source_name }}' as source, '{{ table.name }}' as stream, '{{ column }}' as column_name
        union all
        {%- endfor %}{% endfor %}
        select
            cast(null as {{ dbt.type_string() }}) as source,
            cast(null as {{ dbt.type_string() }}) as stream,
            cast(null as {{ dbt.type_string() }}) as column_name
        where false
    )
{%- endmacro %}
