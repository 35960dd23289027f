{% macro incident_rate_metric(metric_id, items) -%}
    {#- Per 28 days on which the team owned a service. Named by its date alone, a day counts once for the team above several. -#}
    {%- set days -%}
    (
        select
            cast(service_days.date_day as {{ dbt.type_string() }}) as item_id,
            service_days.team_id,
            cast(null as {{ dbt.type_string() }}) as person_id,
            service_days.starts_at_utc as occurred_at,
            1 as exposure
        from {{ ref('int_reliability__service_days') }} as service_days
    )
    {%- endset -%}
    {{ rate_metric(metric_id, items, days, in_a_unit=28) }}
{%- endmacro %}
