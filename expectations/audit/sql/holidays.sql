-- Weeks with a holiday of a team, by their Monday.
select distinct team_id, cast(date_trunc('week', holiday_date) as date) as week_start
from warehouse.staging.stg_file_drops__holidays
order by all
