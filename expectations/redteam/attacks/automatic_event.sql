/*
story: >-
  Lets the activation event, or a sign of life, happen by itself, once.
minutes: 120
needs_collusion: false
form: adaptive
metrics: [activation, activation_retention]
streams: [file_drops.product_activation]
*/
update landing_file_drops.product_activation as cohorts
set activated_count = cohorts.signup_count, retained_count = cohorts.signup_count
from attack.weeks as weeks
where
    cohorts.team_id = weeks.team_id
    and cohorts.signed_up_on >= weeks.week_start
    and cohorts.signed_up_on < cast(weeks.lasts_until as date);
