/*
story: >-
  Fills the sprint before it is frozen with small issues that are as good as done.
minutes: 10
supply: 30
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [sprint_say_do, scope_completion, scope_change, throughput]
naive: [completion_of_end_scope, issues_closed]
streams: [jira.issues, jira.issue_changes]
parts: [finished_issues]
*/
create table attack.new_issues as
select
    actions.key,
    trackers.project_key,
    trackers.account,
    'Task' as issue_type,
    sprints.start_at - interval 2 day as created_at,
    actions.acted_at as started_at,
    actions.acted_at + interval 5 hour as done_at,
    trackers.sprint_id
from attack.actions as actions
inner join attack.trackers as trackers
    on actions.team_id = trackers.team_id and actions.week_start = trackers.week_start
inner join honest.staging.stg_jira__sprints as sprints
    on trackers.sprint_id = sprints.sprint_id
where actions.acted_at + interval 5 hour < sprints.end_at;
