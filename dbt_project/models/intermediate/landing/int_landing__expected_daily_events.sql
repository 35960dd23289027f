with streams as (
    select
        events.source,
        events.stream,
        min(events.event_date) as first_date,
        max(events.event_date) as last_date,
        -- Silence is only silence where extraction has looked: until the last complete day before it did.
        {{ add_days('cast(min(coalesce(health.last_success_at, ' ~ as_of() ~ ')) as date)', -1) }} as covered_until
    from {{ ref('int_landing__daily_events') }} as events
    left join {{ ref('int_landing__stream_health') }} as health
        on events.source = health.source and events.stream = health.stream
    group by events.source, events.stream
),

days as (
    select
        streams.source,
        streams.stream,
        dates.date_day,
        dates.iso_day_of_week,
        dates.date_day > streams.last_date as is_silent,
        1 - coalesce(holidays.share, 0) as working_share,
        coalesce(events.n_events, 0) as n_events
    from streams
    inner join {{ ref('int_calendar__dates') }} as dates
        on
            dates.date_day between streams.first_date and streams.covered_until
            -- The 26 weeks before the silence, and the silence itself.
            and dates.date_day > {{ add_days('streams.last_date', -182) }}
    left join {{ ref('int_landing__daily_events') }} as events
        on
            streams.source = events.source
            and streams.stream = events.stream
            and dates.date_day = events.event_date
    left join {{ ref('int_calendar__holiday_shares') }} as holidays on dates.date_day = holidays.holiday_date
),

weekdays as (
    select
        source,
        stream,
        iso_day_of_week,
        sum(n_events) / nullif(sum(working_share), 0) as mean_events
    from days
    where not is_silent
    group by source, stream, iso_day_of_week
)

select
    days.source,
    days.stream,
    days.date_day,
    days.is_silent,
    days.n_events,
    coalesce(weekdays.mean_events, 0) * days.working_share as expected_events
from days
left join weekdays
    on
        days.source = weekdays.source
        and days.stream = weekdays.stream
        and days.iso_day_of_week = weekdays.iso_day_of_week
