/*
story: >-
  Writes into every incident of the week the deployment that happens to be the latest.
minutes: 1
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [unlinked_incident_share, failed_deploy_detection]
streams: [github.issues]
*/
update landing_github.issues as issues
set labels = issues.labels || ',deployment:' || named.deployment_id
from (
    select
        incidents.issue_id,
        deployments.deployment_id
    from attack.incidents as incidents
    inner join honest.intermediate.int_reliability__incident_services as links
        on incidents.incident_id = links.incident_id
    asof join honest.intermediate.int_delivery__production_deployments as deployments
        on links.service_id = deployments.service_id and incidents.started_at > deployments.finished_at
    where incidents.action_number < getvariable('actions') and deployments.is_change_carrying
) as named
where issues.issue_id = named.issue_id;
