/*
story: >-
  Opens an incident a minute after a deployment and closes it after two: many failures that were
  seen and repaired at once.
minutes: 5
supply: 40
needs_collusion: false
form: adaptive
metrics:
  - incident_recovery
  - incident_recovery_p85
  - failed_deploy_detection
  - failed_deploy_recovery
  - failed_deploy_restoration
  - unlinked_incident_share
naive: [mean_time_to_recovery]
streams: [github.issues]
*/
insert into landing_github.issues by name
select template.* replace (
    actions.key as issue_id,
    actions.repository as repository,
    900000 + row_number() over (order by actions.key) as number,
    actions.login as author_login,
    'CLOSED' as state,
    deployed.finished_at + interval 1 minute as created_at,
    deployed.finished_at + interval 3 minute as updated_at,
    deployed.finished_at + interval 3 minute as closed_at,
    'incident,severity:2,service:' || actions.service_id || ',deployment:' || deployed.deployment_id as labels
)
from (
    select *, row_number() over (partition by team_id, week_start, service_id order by action_number) as place
    from attack.actions
) as actions
inner join (
    select
        deployments.*,
        weeks.week_start,
        row_number() over (partition by weeks.team_id, weeks.week_start, deployments.service_id
            order by deployments.finished_at) as place
    from honest.intermediate.int_delivery__production_deployments as deployments
    inner join attack.weeks as weeks
        on
            deployments.team_id = weeks.team_id
            and deployments.finished_at >= weeks.starts_at
            and deployments.finished_at < weeks.ends_at
    where deployments.is_change_carrying
) as deployed
    on
        actions.service_id = deployed.service_id
        and actions.week_start = deployed.week_start
        and actions.place = deployed.place
cross join (
    from honest.landing_github.issues
    where labels like '%incident%'
    order by issue_id
    limit 1
) as template;
