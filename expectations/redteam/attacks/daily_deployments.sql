/*
story: >-
  Sees to it that some commit of the week is deployed by itself on each of the seven days, weekend
  included.
minutes: 25
supply: 7
needs_collusion: false
form: adaptive
metrics: [deploy_freq, noop_deploy_share]
naive: [deployment_count]
streams: [github.deployments, github.deployment_statuses]
parts: [deployments]
*/
create table attack.new_deployments as
select
    actions.key,
    actions.repository,
    actions.environment,
    running.before_sha as commit_sha,
    actions.login,
    actions.starts_at + to_days(cast(actions.action_number as integer)) + interval 16 hour as finished_at
from attack.actions as actions
asof join (
    select
        *,
        lag(commit_sha) over (partition by service_id order by sequence_number) as before_sha
    from honest.intermediate.int_delivery__production_deployments
    where is_change_carrying
) as running
    on actions.service_id = running.service_id and actions.acted_at >= running.finished_at
where running.before_sha is not null;
