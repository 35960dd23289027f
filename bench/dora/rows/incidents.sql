-- One row per incident and service it touches.
select
    incidents.incident_id,
    services.service_id,
    owned.repository,
    incidents.declared_at,
    incidents.started_at,
    incidents.mitigated_at,
    incidents.is_urgent,
    incidents.stated_deployment_id
from intermediate.int_reliability__incidents as incidents
inner join intermediate.int_reliability__incident_services as services
    on incidents.incident_id = services.incident_id
inner join staging.stg_file_drops__services as owned on services.service_id = owned.service_id
