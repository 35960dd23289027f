with days as (
    select
        days.date_day,
        {{ iso_day_of_week('days.date_day') }} as iso_day_of_week,
        -- An ISO week belongs to the year of its Thursday.
        {{ add_days('days.date_day', '4 - ' ~ iso_day_of_week('days.date_day')) }} as thursday
    from {{ calendar_days() }} as days
)

select
    date_day,
    cast(extract(year from thursday) as integer) as iso_year,
    cast(floor((extract(doy from thursday) - 1) / 7) as integer) + 1 as iso_week,
    iso_day_of_week,
    iso_day_of_week >= 6 as is_weekend,
    {{ add_days('thursday', -3) }} as week_start,
    cast({{ dbt.date_trunc('month', 'date_day') }} as date) as month_start,
    cast({{ dbt.date_trunc('quarter', 'date_day') }} as date) as quarter_start
from days
