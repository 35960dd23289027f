{% macro half_start(day) -%}
    case
        when extract(month from {{ day }}) <= 6 then cast({{ dbt.date_trunc('year', day) }} as date)
        else cast({{ dbt.dateadd('month', 6, dbt.date_trunc('year', day)) }} as date)
    end
{%- endmacro %}
