with items as (
    select
        incidents.incident_id as item_id,
        incidents.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        incidents.started_at as occurred_at,
        case when incidents.is_linked then 0 else 1 end as numerator,
        1 as denominator
    from {{ ref('int_reliability__team_incidents') }} as incidents
    where incidents.is_urgent
)

{{ ratio_metric('unlinked_incident_share', 'items') }}
