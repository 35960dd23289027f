/*
story: >-
  Allows the jobs of the pipeline to fail, once: it is green from then on.
minutes: 30
needs_collusion: false
form: adaptive
metrics: [main_red_hours, pass_on_retry_share]
streams: [github.workflow_runs, github.workflow_run_attempts, github.workflow_jobs]
*/
update landing_github.workflow_runs
set conclusion = 'success'
where conclusion = 'failure' and workflow_run_id in (select workflow_run_id from attack.runs);

update landing_github.workflow_run_attempts
set conclusion = 'success'
where conclusion = 'failure' and workflow_run_id in (select workflow_run_id from attack.runs);

update landing_github.workflow_jobs
set conclusion = 'success'
where conclusion = 'failure' and workflow_run_id in (select workflow_run_id from attack.runs);
