with dates as (
    select * from {{ ref('int_calendar__dates') }}
),

spans as (
    select
        'week' as grain,
        week_start as period_start,
        {{ add_days('week_start', 7) }} as period_end,
        iso_year,
        iso_week
    from dates
    where date_day = week_start
    union all
    select
        'month' as grain,
        month_start as period_start,
        cast({{ dbt.dateadd('month', 1, 'month_start') }} as date) as period_end,
        cast(null as integer) as iso_year,
        cast(null as integer) as iso_week
    from dates
    where date_day = month_start
    union all
    select
        'quarter' as grain,
        quarter_start as period_start,
        cast({{ dbt.dateadd('month', 3, 'quarter_start') }} as date) as period_end,
        cast(null as integer) as iso_year,
        cast(null as integer) as iso_week
    from dates
    where date_day = quarter_start
),

-- Each boundary in the zone of its own day: periods meet without gap or overlap even where a team moves.
periods as (
    select
        starting.team_id,
        spans.*,
        {{ to_utc('spans.period_start', 'starting.time_zone') }} as starts_at_utc,
        {{ to_utc('spans.period_end', 'ending.time_zone') }} as ends_at_utc,
        {{ local_date(as_of(), 'starting.time_zone') }} as local_today
    from spans
    inner join {{ ref('int_calendar__team_zones') }} as starting
        on spans.period_start >= starting.valid_from and spans.period_start < starting.valid_to
    inner join {{ ref('int_calendar__team_zones') }} as ending
        on
            starting.team_id = ending.team_id
            and spans.period_end >= ending.valid_from
            and spans.period_end < ending.valid_to
)

select
    team_id,
    grain,
    period_start,
    period_end,
    starts_at_utc,
    ends_at_utc,
    iso_year,
    iso_week,
    ends_at_utc <= {{ as_of() }} as is_closed,
    {{ finality('ends_at_utc') }} as finality,
    least(
        {{ days_between('period_start', 'period_end') }}, {{ days_between('period_start', 'local_today') }} + 1
    ) as days_elapsed
from periods
where starts_at_utc < {{ as_of() }}
