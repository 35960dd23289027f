select
    date_day,
    iso_year,
    iso_week,
    iso_day_of_week,
    is_weekend,
    week_start,
    month_start,
    quarter_start
from {{ ref('int_calendar__dates') }}
