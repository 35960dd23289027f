/*
story: >-
  Fills every postmortem of the week with text that meets all eight items.
minutes: 45
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [postmortem_quality]
streams: [file_drops.postmortems]
*/
update landing_file_drops.postmortems as postmortems
set
    has_timeline_with_clock_source = true,
    has_quantified_customer_impact = true,
    has_two_contributing_factors = true,
    has_detection_analysis = true,
    has_what_went_well = true,
    has_actions_with_owner_and_date = true,
    is_published_in_five_business_days = true,
    names_no_person_as_cause = true
from attack.weeks as weeks
where
    postmortems.team_id = weeks.team_id
    and postmortems.incident_ended_on >= weeks.week_start
    and postmortems.incident_ended_on < weeks.week_start + 7;
