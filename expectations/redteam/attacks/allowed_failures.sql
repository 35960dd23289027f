/*
story: >-
  Allows the jobs of the pipeline to fail, once: it is green from then on.
minutes: 30
needs_collusion: false
form: adaptive
metrics: [main_red_hours, pass_on_retry_share]
streams: [github.workflow_runs, github.workflow_run_attempts, github.workflow_jobs]
*/
create table attack.runs as
select
    runs.workflow_run_id,
    runs.event,
    runs.head_branch,
    row_number() over (partition by weeks.team_id, weeks.week_start order by runs.created_at) - 1 as action_number,
    runs.created_at < weeks.ends_at as is_in_week
from honest.staging.stg_github__workflow_runs as runs
inner join attack.services as services on runs.repository = services.repository
inner join attack.weeks as weeks
    on
        services.team_id = weeks.team_id
        and runs.created_at >= weeks.starts_at
        and runs.created_at < weeks.lasts_until;

update landing_github.workflow_runs
set conclusion = 'success'
where conclusion = 'failure' and workflow_run_id in (select workflow_run_id from attack.runs);

update landing_github.workflow_run_attempts
set conclusion = 'success'
where conclusion = 'failure' and workflow_run_id in (select workflow_run_id from attack.runs);

update landing_github.workflow_jobs
set conclusion = 'success'
where conclusion = 'failure' and workflow_run_id in (select workflow_run_id from attack.runs);
