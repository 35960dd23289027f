-- An incident of several services counts once for each team that owned one of them.
with linked as (
    select distinct links.incident_id
    from {{ ref('int_delivery__deployment_failure_links') }} as links
    where links.incident_id is not null
),

teams as (
    select distinct
        services.incident_id,
        services.team_id
    from {{ ref('int_reliability__incident_services') }} as services
    where services.team_id is not null
)

select
    teams.incident_id || ':' || teams.team_id as team_incident_id,
    teams.incident_id,
    teams.team_id,
    incidents.started_at,
    incidents.is_urgent,
    incidents.is_urgent_at_declaration,
    incidents.is_mitigated,
    incidents.hours,
    linked.incident_id is not null as is_linked
from teams
inner join {{ ref('int_reliability__incidents') }} as incidents on teams.incident_id = incidents.incident_id
left join linked on teams.incident_id = linked.incident_id
