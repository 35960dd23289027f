-- Restored when the last of its incidents is over; without one that is, when the repair is deployed.
with links as (
    select
        links.deployment_service_id,
        links.incident_id,
        links.repair_pull_request_id,
        incidents.mitigated_at,
        coalesce(incidents.started_at, repairs.created_at) as noticed_at
    from {{ ref('int_delivery__deployment_failure_links') }} as links
    left join {{ ref('int_reliability__incidents') }} as incidents on links.incident_id = incidents.incident_id
    left join {{ ref('int_delivery__repairs') }} as repairs
        on links.repair_pull_request_id = repairs.pull_request_id
),

noticed as (
    select
        links.deployment_service_id,
        min(links.noticed_at) as noticed_at,
        case
            when count(links.incident_id) = count(links.mitigated_at) then max(links.mitigated_at)
        end as incidents_ended_at
    from links
    group by links.deployment_service_id
),

repair_ends as (
    select
        failures.deployment_service_id,
        min(repaired.finished_at) as restored_at
    from {{ ref('int_delivery__deployment_failures') }} as failures
    inner join links on failures.deployment_service_id = links.deployment_service_id
    inner join {{ ref('int_delivery__deployed_changes') }} as repaired
        on
            links.repair_pull_request_id = repaired.pull_request_id
            and failures.service_id = repaired.service_id
    where repaired.finished_at > failures.finished_at
    group by failures.deployment_service_id
),

-- An alarm may begin, and even end, before the deployment has said that it is through.
ended as (
    select
        failures.deployment_service_id,
        failures.service_id,
        failures.team_id,
        failures.person_id,
        failures.finished_at as started_at,
        greatest(noticed.noticed_at, failures.finished_at) as detected_at,
        greatest(coalesce(noticed.incidents_ended_at, repair_ends.restored_at), failures.finished_at) as ended_at,
        case
            when noticed.incidents_ended_at is not null then 'incident'
            when repair_ends.restored_at is not null then 'repair'
        end as restored_by
    from {{ ref('int_delivery__deployment_failures') }} as failures
    left join noticed on failures.deployment_service_id = noticed.deployment_service_id
    left join repair_ends on failures.deployment_service_id = repair_ends.deployment_service_id
    where failures.is_failed
),

restored as (
    select
        ended.*,
        case when ended.restored_by is not null then ended.ended_at end as restored_at
    from ended
)

select
    restored.deployment_service_id,
    restored.service_id,
    restored.team_id,
    restored.person_id,
    restored.started_at,
    restored.detected_at,
    restored.restored_at,
    restored.restored_by,
    restored.restored_at is not null as is_restored,
    {{ seconds_between('restored.started_at', 'coalesce(restored.restored_at, ' ~ as_of() ~ ')') }} / 3600 as hours,
    {{ seconds_between('restored.started_at', 'restored.detected_at') }} / 3600 as detection_hours,
    {{ seconds_between('restored.detected_at', 'coalesce(restored.restored_at, ' ~ as_of() ~ ')') }} / 3600
        as restoration_hours
from restored
