with items as (
    select
        deployments.deployment_service_id as item_id,
        deployments.team_id,
        deployments.person_id,
        deployments.finished_at as occurred_at,
        case when deployments.is_change_carrying then 0 else 1 end as numerator,
        1 as denominator
    from {{ ref('int_delivery__production_deployments') }} as deployments
)

{{ ratio_metric('noop_deploy_share', 'items') }}
