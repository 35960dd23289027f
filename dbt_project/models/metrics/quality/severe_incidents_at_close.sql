with items as (
    select
        incidents.incident_id as item_id,
        incidents.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        incidents.started_at as occurred_at
    from {{ ref('int_reliability__team_incidents') }} as incidents
    where incidents.is_urgent
),

-- Named by its date alone, a day counts once for the team above several.
days as (
    select
        cast(days.date_day as {{ dbt.type_string() }}) as item_id,
        days.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        days.starts_at_utc as occurred_at,
        1 as exposure
    from {{ ref('int_reliability__service_days') }} as days
)

{{ rate_metric('severe_incidents_at_close', 'items', 'days', in_a_unit=28) }}
