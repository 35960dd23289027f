/*
story: >-
  States every date two weeks later than it is believed.
minutes: 1
needs_collusion: false
form: adaptive
is_conditional: true
metrics: [predictability]
streams: [file_drops.forecasts]
*/
update landing_file_drops.forecasts as forecasts
set forecast_on = forecasts.forecast_on + 14
from attack.weeks as weeks
where
    forecasts.team_id = weeks.team_id
    and forecasts.stated_on >= weeks.week_start
    and forecasts.stated_on < weeks.week_start + 7;
