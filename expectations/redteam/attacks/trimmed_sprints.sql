/*
story: >-
  Takes what will not be done out of the sprint on its last day.
minutes: 1
needs_collusion: false
form: naive
is_conditional: true
metrics: [scope_completion, sprint_say_do, scope_change]
naive: [completion_of_end_scope]
streams: [jira.issues, jira.issue_changes]
*/
create table attack.trimmed_issues as
select distinct
    weeks.team_id,
    scopes.sprint_id,
    scopes.ended_at,
    cast(split_part(scopes.work_item_id, ':', 2) as bigint) as issue_id
from honest.intermediate.int_delivery__sprint_scopes as scopes
inner join attack.weeks as weeks
    on
        scopes.team_id = weeks.team_id
        and scopes.ended_at >= weeks.starts_at
        and scopes.ended_at < weeks.ends_at + interval 7 day
where not scopes.is_completed and scopes.work_item_id like 'jira:%';

insert into landing_jira.issue_changes by name
select template.* replace (
    'redteam-' || trimmed.issue_id || '-' || trimmed.sprint_id as issue_change_id,
    trimmed.issue_id as issue_id,
    800000000 + row_number() over (order by trimmed.issue_id, trimmed.sprint_id) as history_id,
    'sprint' as field,
    cast(trimmed.sprint_id as varchar) as from_id,
    '' as to_id,
    trimmed.ended_at - interval 3 hour as changed_at
)
from attack.trimmed_issues as trimmed
cross join (from honest.landing_jira.issue_changes where field = 'sprint' order by issue_change_id limit 1) as template;
