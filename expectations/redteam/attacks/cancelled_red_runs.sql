/*
story: >-
  Cancels every run that is about to fail.
minutes: 2
needs_collusion: false
form: adaptive
metrics: [main_red_hours, pass_on_retry_share, build_time]
streams: [github.workflow_runs, github.workflow_run_attempts, github.workflow_jobs]
*/
update landing_github.workflow_runs
set conclusion = 'cancelled'
where
    conclusion = 'failure'
    and workflow_run_id in (select workflow_run_id from attack.runs where is_in_week and action_number < getvariable('actions'));

update landing_github.workflow_run_attempts
set conclusion = 'cancelled'
where
    conclusion = 'failure'
    and workflow_run_id in (select workflow_run_id from attack.runs where is_in_week and action_number < getvariable('actions'));
