/*
story: >-
  Lets jobs try again inside themselves: the tool sees one attempt, and it passed.
minutes: 60
needs_collusion: false
form: adaptive
metrics: [pass_on_retry_share, main_red_hours, build_time]
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

delete from landing_github.workflow_run_attempts as attempts
where
    attempts.workflow_run_id in (select workflow_run_id from attack.runs)
    and exists (
        select 1 from honest.landing_github.workflow_run_attempts as later
        where later.workflow_run_id = attempts.workflow_run_id and later.run_attempt > attempts.run_attempt
    );

update landing_github.workflow_run_attempts
set run_attempt = 1
where workflow_run_id in (select workflow_run_id from attack.runs);

update landing_github.workflow_runs
set run_attempt = 1
where workflow_run_id in (select workflow_run_id from attack.runs);
