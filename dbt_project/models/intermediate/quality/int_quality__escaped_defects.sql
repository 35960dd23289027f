-- A defect belongs to one deployment: the latest change before it, and only if that is recent.
with traced as (
    select
        defects.issue_id,
        defects.found_at,
        deployments.deployment_service_id,
        deployments.service_id,
        deployments.team_id,
        deployments.finished_at,
        row_number() over (
            partition by defects.issue_id
            order by deployments.finished_at desc nulls last, deployments.deployment_service_id desc nulls last
        ) as place
    from {{ ref('int_quality__production_defects') }} as defects
    inner join {{ ref('int_delivery__production_deployments') }} as deployments
        on defects.service_id = deployments.service_id
    where
        deployments.is_change_carrying
        and deployments.finished_at < defects.found_at
        and {{ is_within_hours('deployments.finished_at', 'defects.found_at', 720) }}
)

select
    traced.issue_id,
    traced.found_at,
    traced.deployment_service_id,
    traced.service_id,
    traced.team_id,
    traced.finished_at
from traced
where traced.place = 1
