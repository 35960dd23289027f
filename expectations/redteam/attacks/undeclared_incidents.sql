/*
story: >-
  Is on call and declares nothing: no issue is opened and no priority is given.
minutes: 5
needs_collusion: false
form: naive
is_conditional: true
metrics:
  - incidents
  - severe_incidents_at_close
  - severe_incidents_at_declaration
  - change_fail_rate
  - failed_deploy_recovery
  - incident_recovery
  - incident_recovery_p85
  - unlinked_incident_share
naive: [failures_per_deployment, severe_incident_count]
streams: [github.issues, pagerduty.incidents]
*/
delete from landing_github.issues
where issue_id in (select issue_id from attack.incidents where action_number < getvariable('actions'));

update landing_pagerduty.incidents
set priority = null
where incident_id in (select alarm_id from attack.incidents where action_number < getvariable('actions'));
