/*
story: >-
  Enters every open action of the team as done.
minutes: 1
needs_collusion: false
form: adaptive
metrics: [action_done_on_time]
streams: [file_drops.incident_actions]
*/
update landing_file_drops.incident_actions as actions
set done_on = cast(weeks.ends_at as date) - 1
from attack.weeks as weeks
where
    actions.team_id = weeks.team_id
    and actions.opened_on < cast(weeks.ends_at as date) - 1
    and actions.opened_on >= weeks.week_start - 90
    and coalesce(actions.done_on, date '2999-01-01') > cast(weeks.ends_at as date) - 1;
