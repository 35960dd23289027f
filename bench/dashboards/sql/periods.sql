-- Every period of the years before the last day, as week, month and quarter.
select 'week' as grain, cast(starts as date) as period_start, cast(isoyear(starts) as integer) as iso_year,
    cast(week(starts) as integer) as iso_week
from range(date_trunc('week', last_day() - to_years(years())), last_day(), interval 7 day) as weeks (starts)
union all
select 'month', cast(starts as date), null, null
from range(date_trunc('month', last_day() - to_years(years())), last_day(), interval 1 month) as months (starts)
union all
select 'quarter', cast(starts as date), null, null
from range(date_trunc('quarter', last_day() - to_years(years())), last_day(), interval 3 month) as quarters (starts)
