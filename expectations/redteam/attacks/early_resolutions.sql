/*
story: >-
  Resolves alarms and closes issues two minutes after they came up, and goes on repairing.
minutes: 1
needs_collusion: false
form: naive
is_conditional: true
metrics: [incident_recovery, incident_recovery_p85, failed_deploy_recovery, failed_deploy_restoration]
naive: [mean_time_to_recovery]
streams: [github.issues, pagerduty.incidents]
*/
update landing_github.issues
set closed_at = created_at + interval 2 minute, state = 'CLOSED'
where issue_id in (select issue_id from attack.incidents where action_number < getvariable('actions'));

update landing_pagerduty.incidents
set resolved_at = created_at + interval 2 minute, status = 'resolved'
where incident_id in (select alarm_id from attack.incidents where action_number < getvariable('actions'));
