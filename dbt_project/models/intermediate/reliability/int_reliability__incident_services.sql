-- The alarm knows its service; an issue may name one, or speak of every service of its repository.
with services as (
    select distinct
        incidents.incident_id,
        incidents.started_at,
        alarms.service_id
    from {{ ref('int_reliability__incidents') }} as incidents
    inner join {{ ref('int_reliability__alarms') }} as alarms on incidents.alarm_id = alarms.alarm_id
    union
    select
        incidents.incident_id,
        incidents.started_at,
        issue_services.service_id
    from {{ ref('int_reliability__incidents') }} as incidents
    inner join {{ ref('int_reliability__issue_services') }} as issue_services
        on incidents.issue_id = issue_services.issue_id
    where incidents.alarm_id is null
)

select
    services.incident_id || ':' || services.service_id as incident_service_id,
    services.incident_id,
    services.service_id,
    owners.team_id
from services
left join {{ ref('int_ownership__service_owners') }} as owners
    on
        services.service_id = owners.service_id
        and cast(services.started_at as date) >= owners.valid_from
        and cast(services.started_at as date) < owners.valid_to
