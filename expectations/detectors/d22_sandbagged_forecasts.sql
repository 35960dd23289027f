-- Are dates that were stated to hold in 85 of 100 cases met almost always?
-- A team that became faster than it foresaw finishes more as well.
with weekly_dates as (
    select
        team_id,
        week_start,
        count(*) as dates,
        count(*) filter (where is_on_time) as met
    from observed.forecasts
    group by all
),

weekly_items as (
    select
        team_id,
        week_start,
        count(*) filter (where is_committed) as finished
    from observed.work_items
    group by all
),

seen as (
    select
        week.team_id,
        week.window_name,
        coalesce(sum(dates) filter (where is_current), 0) as n,
        coalesce(sum(met) filter (where is_current), 0) as met,
        sum(met) filter (where is_prior) / sum(dates) filter (where is_prior) as before,
        median(finished) filter (where is_baseline) as finished_before,
        median(finished) filter (where is_current) as finished_now,
        z_shift(
            list(count_scale(finished) order by week.week_start) filter (where is_current),
            list(count_scale(finished) order by week.week_start) filter (where is_baseline)
        ) as z_finished
    from window_weeks as week
    left join weekly_dates on week.team_id = weekly_dates.team_id and week.week_start = weekly_dates.week_start
    left join weekly_items on week.team_id = weekly_items.team_id and week.week_start = weekly_items.week_start
    group by all
)

select
    team_id,
    window_name,
    cast(n as bigint) as n,
    before,
    met / nullif(n, 0) as after,
    normal_equivalent(binomial_greater(met, n, $stated_share)) as effect,
    binomial_greater(met, n, $stated_share) as p,
    finished_before as counter_before,
    finished_now as counter_after,
    met > $met_share * n and wilson_low(met, n) > $lower_limit as is_move,
    z_finished >= $z_counter as is_explained
from seen
