/*
story: >-
  Deletes the own old requests and writes them anew just before they are done.
minutes: 5
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [issue_lead_time, issue_lead_time_p85, platform_ticket_wait, issue_cycle_time]
naive: [issue_resolution_time]
streams: [jira.issues, jira.issue_changes]
*/
update landing_jira.issues as issues
set created_at = items.ended_at - interval 1 hour
from attack.work_items as items
where issues.issue_id = items.issue_id and items.is_own;

update landing_jira.issue_changes as changes
set changed_at = greatest(changes.changed_at, items.ended_at - interval 50 minute)
from attack.work_items as items
where changes.issue_id = items.issue_id and items.is_own;
