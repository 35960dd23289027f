with items as (
    select
        incidents.incident_id as item_id,
        incidents.team_id,
        {{ text_literal(none) }} as person_id,
        incidents.occurred_at,
        case when incidents.detected_by = 'monitoring' then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_operations__reviewed_incidents') }} as incidents
)

{{ ratio_metric('monitoring_detected_share', 'items') }}
