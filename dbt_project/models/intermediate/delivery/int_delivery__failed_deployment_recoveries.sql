-- Restored when the last of its incidents is closed; without one closed, when the repair is deployed.
with incident_ends as (
    select
        links.deployment_service_id,
        case when count(*) = count(incidents.closed_at) then max(incidents.closed_at) end as restored_at
    from {{ ref('int_delivery__deployment_failure_links') }} as links
    inner join {{ ref('int_delivery__incidents') }} as incidents on links.issue_id = incidents.issue_id
    group by links.deployment_service_id
),

repair_ends as (
    select
        failures.deployment_service_id,
        min(repaired.finished_at) as restored_at
    from {{ ref('int_delivery__deployment_failures') }} as failures
    inner join {{ ref('int_delivery__deployment_failure_links') }} as links
        on failures.deployment_service_id = links.deployment_service_id
    inner join {{ ref('int_delivery__deployed_changes') }} as repaired
        on
            links.repair_pull_request_id = repaired.pull_request_id
            and failures.service_id = repaired.service_id
    where repaired.finished_at > failures.finished_at
    group by failures.deployment_service_id
),

ended as (
    select
        failures.deployment_service_id,
        failures.service_id,
        failures.team_id,
        failures.person_id,
        failures.finished_at as started_at,
        coalesce(incident_ends.restored_at, repair_ends.restored_at) as restored_at,
        case
            when incident_ends.restored_at is not null then 'incident'
            when repair_ends.restored_at is not null then 'repair'
        end as restored_by
    from {{ ref('int_delivery__deployment_failures') }} as failures
    left join incident_ends on failures.deployment_service_id = incident_ends.deployment_service_id
    left join repair_ends on failures.deployment_service_id = repair_ends.deployment_service_id
    where failures.is_failed
)

select
    ended.deployment_service_id,
    ended.service_id,
    ended.team_id,
    ended.person_id,
    ended.started_at,
    ended.restored_at,
    ended.restored_by,
    ended.restored_at is not null as is_restored,
    {{ seconds_between('ended.started_at', 'coalesce(ended.restored_at, ' ~ as_of() ~ ')') }} / 3600 as hours
from ended
