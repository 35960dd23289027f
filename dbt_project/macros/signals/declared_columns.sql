{% macro declared_columns() -%}
    {#- A list of values, not a union of selects: hundreds of selects cost the linter more than all other models. -#}
    (
        select *
        from (
            values
            {%- for table in (graph.sources if execute else {}).values() if table.package_name == project_name %}
            {%- for column in table.columns if column != '_load_id' %}
            ('{{ table.source_name }}', '{{ table.name }}', '{{ column }}'),
            {%- endfor %}{% endfor %}
            (null, null, cast(null as {{ dbt.type_string() }}))
        ) as declared (source, stream, column_name)
        where source is not null
    )
{%- endmacro %}
