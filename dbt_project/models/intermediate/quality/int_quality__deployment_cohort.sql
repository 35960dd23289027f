-- Younger deployments still have time to be found faulty: with them the newest period would always look best.
with defects as (
    select
        traced.deployment_service_id,
        count(*) as n_defects
    from {{ ref('int_quality__escaped_defects') }} as traced
    group by traced.deployment_service_id
)

select
    deployments.deployment_service_id,
    deployments.service_id,
    deployments.team_id,
    deployments.person_id,
    deployments.finished_at,
    coalesce(defects.n_defects, 0) as n_defects
from {{ ref('int_delivery__production_deployments') }} as deployments
left join defects on deployments.deployment_service_id = defects.deployment_service_id
where
    deployments.is_change_carrying
    and {{ seconds_between('deployments.finished_at', as_of()) }} >= 30 * 86400
