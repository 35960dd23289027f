/*
story: >-
  Moves every ticket of the platform out of the list the moment it comes in.
minutes: 1
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [platform_ticket_wait]
streams: [jira.issue_changes]
*/
insert into landing_jira.issue_changes by name
select template.* replace (
    'redteam-' || tickets.work_item_id as issue_change_id,
    cast(split_part(tickets.work_item_id, ':', 2) as bigint) as issue_id,
    700000000 + row_number() over (order by tickets.work_item_id) as history_id,
    'status' as field,
    (select cast(min(status_id) as varchar) from honest.landing_jira.statuses where category = 'new') as from_id,
    (select cast(min(status_id) as varchar) from honest.landing_jira.statuses where category = 'indeterminate') as to_id,
    tickets.created_at + interval 2 minute as changed_at
)
from honest.intermediate.int_delivery__platform_tickets as tickets
inner join attack.weeks as weeks
    on
        tickets.team_id = weeks.team_id
        and tickets.created_at >= weeks.starts_at
        and tickets.created_at < weeks.ends_at
cross join (from honest.landing_jira.issue_changes where field = 'status' order by issue_change_id limit 1) as template
where tickets.work_item_id like 'jira:%';
