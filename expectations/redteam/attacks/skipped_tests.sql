/*
story: >-
  Puts a path filter into the pipeline once: from then on half of the tests are skipped.
minutes: 120
needs_collusion: false
form: adaptive
metrics: [build_time, build_time_p85, main_red_hours, pass_on_retry_share]
streams: [github.workflow_runs, github.workflow_run_attempts, github.workflow_jobs]
*/
update landing_github.workflow_run_attempts as attempts
set updated_at = attempts.run_started_at + (attempts.updated_at - attempts.run_started_at) / 2
where attempts.workflow_run_id in (select workflow_run_id from attack.runs);

update landing_github.workflow_jobs as jobs
set completed_at = jobs.started_at + (jobs.completed_at - jobs.started_at) / 2
where jobs.workflow_run_id in (select workflow_run_id from attack.runs);
