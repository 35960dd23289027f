with items as (
    select
        incidents.incident_id as item_id,
        incidents.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        incidents.started_at as occurred_at
    from {{ ref('int_reliability__team_incidents') }} as incidents
    where incidents.is_urgent_at_declaration
)

{{ incident_rate_metric('severe_incidents_at_declaration', 'items') }}
