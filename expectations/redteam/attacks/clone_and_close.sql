/*
story: >-
  Clones issues and closes them within minutes.
minutes: 5
supply: 30
needs_collusion: false
form: naive
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
streams: [jira.issues, jira.issue_changes, jira.issue_links]
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
    actions.acted_at + interval 4 minute as done_at,
    cast(null as bigint) as sprint_id
from attack.actions as actions
inner join attack.trackers as trackers
    on actions.team_id = trackers.team_id and actions.week_start = trackers.week_start;

-- The tool itself links a clone with what it was made of.
insert into landing_jira.issue_links by name
select template.* replace (
    actions.key as issue_link_id,
    900000000 + row_number() over (order by actions.key) as issue_id,
    'Cloners' as link_type,
    'outward' as direction
)
from attack.new_issues as actions
cross join (from honest.landing_jira.issue_links order by issue_link_id limit 1) as template;
