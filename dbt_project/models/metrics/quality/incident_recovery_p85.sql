with items as (
    select
        incidents.incident_id as item_id,
        incidents.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        incidents.started_at as occurred_at,
        incidents.hours as duration,
        incidents.is_mitigated as is_observed
    from {{ ref('int_reliability__team_incidents') }} as incidents
)

{{ survival_metric('incident_recovery_p85', 'items', quantile=0.85, grains=['month', 'quarter']) }}
