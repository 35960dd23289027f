with items as (
    select
        deployments.deployment_service_id as item_id,
        deployments.team_id,
        deployments.person_id,
        deployments.finished_at as occurred_at,
        case when deployments.is_failed then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_delivery__deployment_failures') }} as deployments
)

{{ ratio_metric('change_fail_rate', 'items') }}
