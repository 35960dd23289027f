-- Counted from the start of the calendar: fixed, so that nobody can slide them over a leave.
with lengths as (
    select cast(12 as integer) as window_weeks
    union all
    select cast(4 as integer) as window_weeks
),

weeks as (
    select
        periods.team_id,
        periods.period_start,
        periods.period_end,
        periods.is_closed,
        lengths.window_weeks,
        cast(floor(
            {{ days_between("cast('" ~ var('calendar_start') ~ "' as date)", 'periods.period_start') }}
            / (7e0 * lengths.window_weeks)
        ) as integer) as window_number
    from {{ ref('int_metrics__periods') }} as periods
    cross join lengths
    where periods.grain = 'week'
),

windows as (
    select
        weeks.team_id,
        weeks.window_weeks,
        weeks.window_number,
        min(weeks.period_start) as window_start,
        max(weeks.period_end) as window_end,
        count(*) filter (where weeks.is_closed) as n_closed_weeks
    from weeks
    group by weeks.team_id, weeks.window_weeks, weeks.window_number
)

select
    windows.team_id,
    windows.window_weeks,
    windows.window_start,
    windows.window_end,
    dates.quarter_start
from windows
inner join {{ ref('int_calendar__dates') }} as dates on windows.window_start = dates.date_day
inner join {{ ref('int_metrics__coverage') }} as coverage
    on windows.team_id = coverage.team_id and windows.window_start >= coverage.covered_from
where windows.n_closed_weeks = windows.window_weeks
