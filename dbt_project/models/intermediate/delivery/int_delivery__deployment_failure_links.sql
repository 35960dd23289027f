with deployments as (
    select * from {{ ref('int_delivery__production_deployments') }}
    where is_change_carrying
),

incidents as (
    select * from {{ ref('int_delivery__incidents') }}
    where is_urgent
),

repairs as (
    select * from {{ ref('int_delivery__repairs') }}
),

stated as (
    select
        deployments.deployment_service_id,
        'explicit_id' as link_method,
        incidents.issue_id,
        null as repair_pull_request_id
    from incidents
    inner join deployments on incidents.stated_deployment_id = deployments.deployment_id
    where {{ is_within_hours('deployments.finished_at', 'incidents.created_at', 72) }}
),

reverted as (
    select distinct
        deployments.deployment_service_id,
        'revert' as link_method,
        null as issue_id,
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
        incidents.issue_id,
        row_number() over (
            partition by incidents.issue_id, deployments.service_id
            order by deployments.sequence_number desc nulls last
        ) as place
    from incidents
    inner join deployments
        on
            coalesce(incidents.service_id, deployments.service_id) = deployments.service_id
            and (incidents.service_id is not null or incidents.repository = deployments.repository)
    left join stated on incidents.issue_id = stated.issue_id
    where
        stated.issue_id is null
        and deployments.finished_at < incidents.created_at
        and {{ is_within_hours('deployments.finished_at', 'incidents.created_at', 24) }}
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
        issue_id,
        null as repair_pull_request_id
    from in_window
    where place = 1
    union all
    select
        deployment_service_id,
        'hotfix' as link_method,
        null as issue_id,
        pull_request_id as repair_pull_request_id
    from before_hotfix
    where place = 1
)

select
    links.deployment_service_id || ':' || links.link_method
    || ':' || coalesce(links.issue_id, links.repair_pull_request_id) as failure_link_id,
    links.deployment_service_id,
    links.link_method,
    links.issue_id,
    links.repair_pull_request_id
from links
