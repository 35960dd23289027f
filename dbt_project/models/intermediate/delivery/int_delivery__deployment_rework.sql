with reworking as (
    select distinct changes.deployment_service_id
    from {{ ref('int_delivery__deployed_changes') }} as changes
    inner join {{ ref('int_delivery__repairs') }} as repairs
        on changes.pull_request_id = repairs.pull_request_id
)

select
    deployments.deployment_service_id,
    deployments.service_id,
    deployments.team_id,
    deployments.person_id,
    deployments.finished_at,
    reworking.deployment_service_id is not null as is_rework
from {{ ref('int_delivery__production_deployments') }} as deployments
left join reworking on deployments.deployment_service_id = reworking.deployment_service_id
where deployments.is_change_carrying
