{% macro declared_streams() -%}
    {#- Every stream that carries records of a tool: what an extraction says about itself is not one. -#}
    (
        {%- for table in (graph.sources if execute else {}).values()
            if table.package_name == project_name
            and table.name not in ('extraction_log', 'extraction_state', 'quarantine') %}
        select '{{ table.source_name }}' as source, '{{ table.name }}' as stream
        union all
        {%- endfor %}
        select cast(null as {{ dbt.type_string() }}) as source, cast(null as {{ dbt.type_string() }}) as stream
        where false
    )
{%- endmacro %}
