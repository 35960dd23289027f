/*
story: >-
  Moves every own issue into progress only just before it is done.
minutes: 1
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [issue_cycle_time, issue_cycle_time_p85, wip, wip_age_p85, flow_consistency]
streams: [jira.issue_changes]
*/
update landing_jira.issue_changes as changes
set changed_at = items.ended_at - interval 1 hour
from attack.work_items as items
where
    changes.issue_id = items.issue_id
    and items.is_own
    and changes.field = 'status'
    and changes.changed_at < items.ended_at - interval 1 hour;
