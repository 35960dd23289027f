/*
story: >-
  Turns bugs into tasks.
minutes: 1
needs_collusion: false
form: naive
is_conditional: true
metrics: [escaped_defects]
naive: [bug_share]
streams: [jira.issues, jira.issue_changes]
*/
create table attack.renamed_bugs as
select
    weeks.team_id,
    issues.issue_id,
    issues.created_at
from honest.staging.stg_jira__issues as issues
inner join honest.staging.stg_file_drops__team_aliases as aliases
    on issues.project_key = aliases.external_id and aliases.source = 'jira'
inner join attack.weeks as weeks
    on
        aliases.team_id = weeks.team_id
        and issues.created_at >= weeks.starts_at
        and issues.created_at < weeks.ends_at
where lower(issues.issue_type) in ('bug', 'defect');

-- The history keeps what it was: the tool writes it, not the attacker.
insert into landing_jira.issue_changes by name
select template.* replace (
    'redteam-' || bugs.issue_id as issue_change_id,
    bugs.issue_id as issue_id,
    800000000 + row_number() over (order by bugs.issue_id) as history_id,
    'issue_type' as field,
    'Bug' as from_value,
    'Task' as to_value,
    bugs.created_at + interval 3 hour as changed_at
)
from attack.renamed_bugs as bugs
cross join (from honest.landing_jira.issue_changes order by issue_change_id limit 1) as template;

update landing_jira.issues
set issue_type = 'Task'
where issue_id in (select issue_id from attack.renamed_bugs);
