/*
story: >-
  Deploys what runs already, again and again; the delivery tool lets one person do so forty times a
  week.
minutes: 5
supply: 40
needs_collusion: false
form: naive
metrics: [deploy_freq, change_fail_rate, deploy_rework_rate, escaped_defects]
naive: [deployment_count, failures_per_deployment]
streams: [github.deployments, github.deployment_statuses]
parts: [deployments]
*/
create table attack.new_deployments as
select
    actions.key,
    actions.repository,
    actions.environment,
    running.commit_sha,
    actions.login,
    actions.acted_at as finished_at
from attack.actions as actions
asof join honest.intermediate.int_delivery__production_deployments as running
    on actions.service_id = running.service_id and actions.acted_at >= running.finished_at;
