/*
story: >-
  Ticks every item of the checklist, with a link to a page that says so.
minutes: 15
needs_collusion: false
form: adaptive
week: last
metrics: [oncall_maturity]
streams: [file_drops.oncall_checklists]
*/
insert into landing_file_drops.oncall_checklists by name
select template.* replace (
    'redteam-' || weeks.team_id || '-' || weeks.week_start || '-' || items.item as oncall_checklist_id,
    weeks.team_id as team_id,
    weeks.week_start + 1 as assessed_on,
    items.item as item,
    true as is_met,
    'https://wiki.example/page' as evidence_url
)
from attack.weeks as weeks
cross join (select distinct item from honest.landing_file_drops.oncall_checklists) as items
cross join (from honest.landing_file_drops.oncall_checklists limit 1) as template;
