-- Do more spans end just before a published target than just after it, and more than they used to?
-- Durations are denser before a target than after it anyway, so half and half is not enough: the own year before
-- counts too. Work that really became faster moves the middle of all spans, not only those near the target.
with spans as (
    select
        windows.team_id,
        span.week_start,
        span.hours / span.target_hours as share_of_target
    from (select distinct team_id from windows) as windows
    inner join observed.targeted_spans as span
        on windows.team_id = span.team_id or windows.team_id = 'organisation'
    where span.target_hours > 0
),

weekly as (
    select
        team_id,
        week_start,
        count(*) filter (where share_of_target >= 1 - $width and share_of_target < 1) as just_before,
        count(*) filter (where share_of_target >= 1 and share_of_target < 1 + $width) as just_after,
        median(share_of_target) as middle
    from spans
    group by all
),

seen as (
    select
        week.team_id,
        week.window_name,
        coalesce(sum(just_before) filter (where is_current), 0) as met,
        coalesce(sum(just_after) filter (where is_current), 0) as missed,
        coalesce(sum(just_before) filter (where is_prior), 0) as met_before,
        coalesce(sum(just_after) filter (where is_prior), 0) as missed_before,
        median(middle) filter (where is_baseline) as middle_before,
        median(middle) filter (where is_current) as middle_now,
        z_shift(
            list(log_scale(middle) order by week.week_start) filter (where is_current),
            list(log_scale(middle) order by week.week_start) filter (where is_baseline)
        ) as z_middle
    from window_weeks as week
    left join weekly on week.team_id = weekly.team_id and week.week_start = weekly.week_start
    group by all
),

tested as (
    select
        *,
        met + missed as n,
        -- The weaker of the two claims: more than half, and more than the year before.
        greatest(
            binomial_greater(met, met + missed, 0.5), fisher_greater(met, missed, met_before, missed_before)
        ) as p
    from seen
)

select
    team_id,
    window_name,
    cast(n as bigint) as n,
    met_before / nullif(met_before + missed_before, 0) as before,
    met / nullif(n, 0) as after,
    normal_equivalent(p) as effect,
    p,
    middle_before as counter_before,
    middle_now as counter_after,
    if(met_before + missed_before >= $least_before, p < $p_move, null) as is_move,
    z_middle < -$z_counter as is_explained
from tested
