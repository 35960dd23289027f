/*
story: >-
  Writes small issues into the sprint, lets each be in progress for five hours and closes it.
minutes: 15
supply: 30
needs_collusion: false
form: adaptive
is_conditional: true
metrics:
  - throughput
  - issue_cycle_time
  - issue_cycle_time_p85
  - issue_lead_time
  - issue_lead_time_p85
  - reopen_rate
  - flow_consistency
naive: [issues_closed, issue_resolution_time]
streams: [jira.issues, jira.issue_changes]
parts: [finished_issues]
*/
create table attack.new_issues as
select
    actions.key,
    trackers.project_key,
    trackers.account,
    'Story' as issue_type,
    actions.acted_at as created_at,
    actions.acted_at + interval 1 minute as started_at,
    actions.acted_at + interval 5 hour as done_at,
    trackers.sprint_id as sprint_id
from attack.actions as actions
inner join attack.trackers as trackers
    on actions.team_id = trackers.team_id and actions.week_start = trackers.week_start;
