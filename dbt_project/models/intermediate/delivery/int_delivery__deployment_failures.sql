with linked as (
    select
        links.deployment_service_id,
        min(
            case links.link_method
                when 'explicit_id' then 1
                when 'revert' then 2
                when 'service_window' then 3
                else 4
            end
        ) as strength
    from {{ ref('int_delivery__deployment_failure_links') }} as links
    group by links.deployment_service_id
)

select
    deployments.deployment_service_id,
    deployments.service_id,
    deployments.team_id,
    deployments.person_id,
    deployments.finished_at,
    linked.strength is not null as is_failed,
    case linked.strength
        when 1 then 'explicit_id'
        when 2 then 'revert'
        when 3 then 'service_window'
        when 4 then 'hotfix'
    end as link_method
from {{ ref('int_delivery__production_deployments') }} as deployments
left join linked on deployments.deployment_service_id = linked.deployment_service_id
where deployments.is_change_carrying
