select
    cast(day as date) as date_day, cast(isoyear(day) as integer) as iso_year, cast(week(day) as integer) as iso_week,
    cast(isodow(day) as integer) as iso_day_of_week, isodow(day) > 5 as is_weekend,
    cast(date_trunc('week', day) as date) as week_start, cast(date_trunc('month', day) as date) as month_start,
    cast(date_trunc('quarter', day) as date) as quarter_start
from range(last_day() - to_years(years()), last_day(), interval 1 day) as days (day)
