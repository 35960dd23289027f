with items as (
    select
        recoveries.deployment_service_id as item_id,
        recoveries.team_id,
        recoveries.person_id,
        recoveries.started_at as occurred_at,
        recoveries.detection_hours as duration,
        true as is_observed
    from {{ ref('int_delivery__failed_deployment_recoveries') }} as recoveries
)

-- That it failed is known only because it was noticed.
{{ survival_metric('failed_deploy_detection', 'items', quantile=0.5, grains=['quarter']) }}
