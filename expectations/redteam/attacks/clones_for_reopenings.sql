/*
story: >-
  Writes a new issue in place of opening one again.
minutes: 5
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [reopen_rate, issue_cycle_time]
streams: [jira.issue_changes]
*/
delete from landing_jira.issue_changes
where issue_change_id in (
    select changes.issue_change_id
    from honest.staging.stg_jira__issue_changes as changes
    inner join honest.intermediate.int_delivery__done_entries as dones
        on 'jira:' || changes.issue_id = dones.work_item_id and dones.is_undone
    inner join attack.weeks as weeks
        on
            dones.team_id = weeks.team_id
            and dones.entered_at >= weeks.starts_at
            and dones.entered_at < weeks.ends_at
    where changes.field in ('status', 'resolution') and changes.changed_at > dones.entered_at
);
