with items as (
    select
        deployments.deployment_service_id as item_id,
        deployments.team_id,
        deployments.person_id,
        deployments.finished_at as occurred_at
    from {{ ref('int_delivery__production_deployments') }} as deployments
    where deployments.is_change_carrying
)

{{ count_metric('deploy_freq', 'items', counted=['local_date'], denominator='days_elapsed') }}
