/*
story: >-
  Closes every bug that comes in as a duplicate of nothing in particular.
minutes: 1
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [escaped_defects, issue_cycle_time]
naive: [bug_share]
streams: [jira.issues]
*/
update landing_jira.issues as issues
set resolution = 'Duplicate'
from honest.staging.stg_file_drops__team_aliases as aliases
inner join attack.weeks as weeks on aliases.team_id = weeks.team_id
where
    aliases.source = 'jira'
    and issues.project_key = aliases.external_id
    and issues.created_at >= weeks.starts_at
    and issues.created_at < weeks.ends_at
    and lower(issues.issue_type) in ('bug', 'defect');
