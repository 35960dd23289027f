/*
story: >-
  Declares nothing, takes the hotfix label off and repairs by hand in place of a revert the tool
  knows.
minutes: 10
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [change_fail_rate, deploy_rework_rate, failed_deploy_recovery, failed_deploy_restoration]
streams: [github.issues, pagerduty.incidents, github.pull_requests]
*/
delete from landing_github.issues
where issue_id in (select issue_id from attack.incidents where action_number < getvariable('actions'));

update landing_pagerduty.incidents
set priority = null
where incident_id in (select alarm_id from attack.incidents where action_number < getvariable('actions'));

update landing_github.pull_requests
set labels = '', reverts_number = null, reverts_sha = null
where pull_request_id in (select pull_request_id from attack.pull_requests where action_number < getvariable('actions'));
