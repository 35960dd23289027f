/*
story: >-
  Gives factors that came back a new name, and says that monitoring saw it first.
minutes: 5
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [repeat_factor_share, monitoring_detected_share]
streams: [file_drops.incident_factors]
*/
update landing_file_drops.incident_factors as factors
set factor_id = factors.incident_factor_id, detected_by = 'monitoring'
from attack.weeks as weeks
where
    factors.team_id = weeks.team_id
    and factors.happened_on >= weeks.week_start
    and factors.happened_on < weeks.week_start + 7;
