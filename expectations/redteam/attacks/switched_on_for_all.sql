/*
story: >-
  Switches the feature on for everybody, once: who only looks at it has used it.
minutes: 60
needs_collusion: false
form: adaptive
metrics: [adoption, adoption_retention, paved_road_adoption]
naive: [adopting_accounts]
streams: [file_drops.product_adoption]
*/
update landing_file_drops.product_adoption as measured
set
    adopting_account_count = measured.eligible_account_count,
    retained_account_count = measured.retention_cohort_count
from attack.weeks as weeks
where
    measured.team_id = weeks.team_id
    and measured.measured_on >= weeks.week_start
    and measured.measured_on < cast(weeks.lasts_until as date);
