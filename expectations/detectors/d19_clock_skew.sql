-- Does a source tell instants that are systematically late or ahead of the server that received them?
-- A client clock is old by nature (work precedes its push), so it is only asked whether it runs ahead.
-- A queue that was slow now and then moves the slow tail and not the middle, so the median is judged.
with lags as (
    select
        week.team_id,
        week.window_name,
        reading.source,
        reading.clock,
        count(*) filter (where is_current) as readings,
        median(lag_seconds) filter (where is_current) as lag_now,
        median(lag_seconds) filter (where is_prior) as lag_before,
        quantile_cont(lag_seconds, 0.25) filter (where is_current) as lower_now,
        quantile_cont(lag_seconds, 0.25) filter (where is_prior) as lower_before,
        stddev_samp(lag_seconds) filter (where is_prior) as spread_before
    from window_weeks as week
    inner join observed.clock_readings as reading
        on week.team_id = reading.team_id and week.week_start = reading.week_start
    where reading.lag_seconds is not null and reading.clock in ('server', 'client')
    group by all
),

judged as (
    select
        *,
        lag_now < -$ahead_seconds or (clock = 'server' and lag_now > $late_seconds) as is_skewed
    from lags
    where readings >= $least_readings
),

worst as (
    select *
    from judged
    qualify row_number() over (
        partition by team_id, window_name order by is_skewed desc nulls last, readings desc nulls last, source asc
    ) = 1
)

select
    windows.team_id,
    windows.window_name,
    cast(coalesce(worst.readings, 0) as bigint) as n,
    worst.lag_before as before,
    worst.lag_now as after,
    abs(worst.lag_now - worst.lag_before) / nullif(worst.spread_before, 0) as effect,
    cast(null as double) as p,
    worst.lower_before as counter_before,
    worst.lower_now as counter_after,
    worst.is_skewed as is_move,
    -- A slow queue delays some; a wrong clock moves even the fastest quarter.
    worst.lag_now > 0 and worst.lower_now <= $late_seconds / 4 as is_explained
from windows
left join worst on windows.team_id = worst.team_id and windows.window_name = worst.window_name
