with items as (
    select
        recoveries.deployment_service_id as item_id,
        recoveries.team_id,
        recoveries.person_id,
        recoveries.started_at as occurred_at,
        recoveries.restoration_hours as duration,
        recoveries.is_restored as is_observed
    from {{ ref('int_delivery__failed_deployment_recoveries') }} as recoveries
)

-- Failures are few: only a quarter gathers enough of them.
{{ survival_metric('failed_deploy_restoration', 'items', quantile=0.5, grains=['quarter']) }}
