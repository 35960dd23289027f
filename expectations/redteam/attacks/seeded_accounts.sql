/*
story: >-
  Signs up accounts of the own and lets them use the feature: 240 in a week.
minutes: 10
needs_collusion: false
form: naive
metrics: [adoption, adoption_retention, paved_road_adoption, activation, activation_retention, conversion]
naive: [adopting_accounts]
streams: [file_drops.product_adoption, file_drops.product_activation, file_drops.product_conversion]
*/
update landing_file_drops.product_adoption as measured
set
    adopting_account_count = measured.adopting_account_count + least(getvariable('actions'), measured.eligible_account_count),
    eligible_account_count = measured.eligible_account_count + least(getvariable('actions'), measured.eligible_account_count)
from attack.weeks as weeks
where
    measured.team_id = weeks.team_id
    and measured.measured_on >= weeks.week_start
    and measured.measured_on < cast(weeks.lasts_until as date);

update landing_file_drops.product_activation as cohorts
set
    signup_count = cohorts.signup_count + getvariable('actions') // 7,
    activated_count = cohorts.activated_count + getvariable('actions') // 7,
    retained_count = cohorts.retained_count + getvariable('actions') // 7
from attack.weeks as weeks
where
    cohorts.team_id = weeks.team_id
    and cohorts.signed_up_on >= weeks.week_start
    and cohorts.signed_up_on < weeks.week_start + 7;

update landing_file_drops.product_conversion as funnels
set
    entered_count = funnels.entered_count + getvariable('actions') // 7,
    converted_count = funnels.converted_count + getvariable('actions') // 7
from attack.weeks as weeks
where
    funnels.team_id = weeks.team_id
    and funnels.entered_on >= weeks.week_start
    and funnels.entered_on < weeks.week_start + 7;
