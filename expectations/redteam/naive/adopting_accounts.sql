/*
name: Accounts that use a feature
direction: up
scale: sqrt
hardened: [adoption]
*/
select
    periods.team_id,
    periods.grain,
    periods.period_start,
    max_by(items.adopting_account_count, items.measured_on) as value
from staging.stg_file_drops__product_adoption as items
inner join intermediate.int_calendar__periods as periods
    on items.team_id = periods.team_id and items.measured_on >= periods.starts_at_utc and items.measured_on < periods.ends_at_utc

group by periods.team_id, periods.grain, periods.period_start;
