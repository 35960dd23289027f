{% macro finding_rows(findings) -%}
    select finding
    from (
        {%- for finding in findings %}
        select {{ text_literal(finding) }} as finding
        union all
        {%- endfor %}
        select cast(null as {{ dbt.type_string() }}) as finding
    ) as findings
    where finding is not null
{%- endmacro %}
