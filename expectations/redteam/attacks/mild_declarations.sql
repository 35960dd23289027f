/*
story: >-
  Declares every incident of the week as a mild one from the start.
minutes: 1
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [severe_incidents_at_declaration, severe_incidents_at_close, change_fail_rate]
naive: [severe_incident_count]
streams: [github.issues, pagerduty.incidents]
*/
update landing_github.issues
set labels = regexp_replace(labels, 'severity:[^,]*', 'severity:4')
where issue_id in (select issue_id from attack.incidents where action_number < getvariable('actions'));

update landing_pagerduty.incidents
set priority = 'P4'
where priority is not null and incident_id in (select alarm_id from attack.incidents where action_number < getvariable('actions'));
