with deployments as (
    select * from {{ ref('int_delivery__production_deployments') }}
    where is_change_carrying
),

incidents as (
    select * from {{ ref('int_reliability__incidents') }}
    where is_urgent
),

repairs as (
    select * from {{ ref('int_delivery__repairs') }}
),

stated as (
    select
        deployments.deployment_service_id,
        'explicit_id' as link_method,
        incidents.incident_id,
        null as repair_pull_request_id
    from incidents
    inner join deployments on incidents.stated_deployment_id = deployments.deployment_id
    where {{ is_within_hours('deployments.finished_at', 'incidents.declared_at', 72) }}
),

reverted as (
    select distinct
        deployments.deployment_service_id,
        'revert' as link_method,
        null as incident_id,
        repairs.pull_request_id as repair_pull_request_id
    from repairs
    inner join {{ ref('int_delivery__deployed_changes') }} as changes
        on repairs.reverted_change_id = changes.change_id
    inner join deployments on changes.deployment_service_id = deployments.deployment_service_id
    where {{ is_within_hours('deployments.finished_at', 'repairs.merged_at', 72) }}
),

-- The latest change before the incident is blamed, and only if it is recent.
in_window as (
    select
        deployments.deployment_service_id,
        incidents.incident_id,
        row_number() over (
            partition by incidents.incident_id, deployments.service_id
            order by deployments.sequence_number desc nulls last
        ) as place
    from incidents
    inner join {{ ref('int_reliability__incident_services') }} as services
        on incidents.incident_id = services.incident_id
    inner join deployments on services.service_id = deployments.service_id
    left join stated on incidents.incident_id = stated.incident_id
    where
        stated.incident_id is null
        and deployments.finished_at < incidents.declared_at
        and {{ is_within_hours('deployments.finished_at', 'incidents.declared_at', 24) }}
),

before_hotfix as (
    select
        deployments.deployment_service_id,
        repairs.pull_request_id,
        row_number() over (
            partition by repairs.pull_request_id
            order by deployments.sequence_number desc nulls last
        ) as place
    from repairs
    inner join deployments on repairs.service_id = deployments.service_id
    where
        repairs.is_hotfix
        and deployments.finished_at < repairs.created_at
        and {{ is_within_hours('deployments.finished_at', 'repairs.created_at', 72) }}
),

links as (
    select * from stated
    union all
    select * from reverted
    union all
    select
        deployment_service_id,
        'service_window' as link_method,
        incident_id,
        null as repair_pull_request_id
    from in_window
    where place = 1
    union all
    select
        deployment_service_id,
        'hotfix' as link_method,
        null as incident_id,
        pull_request_id as repair_pull_request_id
    from before_hotfix
    where place = 1
)

select
    links.deployment_service_id || ':' || links.link_method
    || ':' || coalesce(links.incident_id, links.repair_pull_request_id) as failure_link_id,
    links.deployment_service_id,
    links.link_method,
    links.incident_id,
    links.repair_pull_request_id
from links
