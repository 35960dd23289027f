/*
story: >-
  Acknowledges every page and writes a note, whether or not there was anything to do.
minutes: 2
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [actionable_page_share]
streams: [pagerduty.log_entries]
*/
insert into landing_pagerduty.log_entries by name
select template.* replace (
    'redteam-' || alarms.incident_id || '-' || steps.entry_type as log_entry_id,
    alarms.incident_id as incident_id,
    steps.entry_type as entry_type,
    alarms.created_at + to_minutes(steps.place) as created_at,
    'user' as agent_type,
    cast(null as varchar) as notified_user_id
)
from attack.alarms as alarms
cross join (values ('acknowledge', 1), ('annotate', 2)) as steps (entry_type, place)
cross join (from honest.landing_pagerduty.log_entries order by log_entry_id limit 1) as template
where alarms.action_number < getvariable('actions');
