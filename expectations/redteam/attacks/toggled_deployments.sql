/*
story: >-
  Deploys the commit before the one that runs, then the one that ran again: every deployment carries
  another commit than the one before, and none a change.
minutes: 5
supply: 40
needs_collusion: false
form: adaptive
metrics:
  - deploy_freq
  - change_fail_rate
  - deploy_rework_rate
  - escaped_defects
  - noop_deploy_share
  - failed_deploy_detection
naive: [deployment_count, failures_per_deployment]
streams: [github.deployments, github.deployment_statuses]
parts: [deployments]
*/
create table attack.new_deployments as
select
    actions.key,
    actions.repository,
    actions.environment,
    -- Back and forth, service by service.
    case when (actions.action_number // services.n_services) % 2 = 0 then running.before_sha else running.commit_sha end
        as commit_sha,
    actions.login,
    actions.acted_at as finished_at
from attack.actions as actions
inner join attack.services as services on actions.service_id = services.service_id
asof join (
    select
        *,
        lag(commit_sha) over (partition by service_id order by sequence_number) as before_sha
    from honest.intermediate.int_delivery__production_deployments
    where is_change_carrying
) as running
    on actions.service_id = running.service_id and actions.acted_at >= running.finished_at
where running.before_sha is not null;
