-- Do reviews have more comments that say less, and change nothing?
-- A review that became more thorough makes authors push again.
with weekly as (
    select
        team_id,
        week_start,
        count(*) as reviewed,
        count(*) filter (where has_push_after_review) as pushed,
        avg(comment_count) as comments,
        median(comment_length) as length
    from observed.changes
    where is_reviewed
    group by all
),

seen as (
    select
        week.team_id,
        week.window_name,
        coalesce(sum(reviewed) filter (where is_current), 0) as n,
        median(comments) filter (where is_current) as comments_now,
        median(comments) filter (where is_baseline) as comments_before,
        z_shift(
            list(log_scale(comments) order by week.week_start) filter (where is_current),
            list(log_scale(comments) order by week.week_start) filter (where is_baseline)
        ) as z_comments,
        z_shift(
            list(log_scale(length) order by week.week_start) filter (where is_current),
            list(log_scale(length) order by week.week_start) filter (where is_baseline)
        ) as z_length,
        sum(pushed) filter (where is_current) / sum(reviewed) filter (where is_current) as pushed_now,
        sum(pushed) filter (where is_baseline) / sum(reviewed) filter (where is_baseline) as pushed_before,
        fisher_greater(
            sum(pushed) filter (where is_current), sum(reviewed - pushed) filter (where is_current),
            sum(pushed) filter (where is_baseline), sum(reviewed - pushed) filter (where is_baseline)
        ) as p_pushed
    from window_weeks as week
    left join weekly on week.team_id = weekly.team_id and week.week_start = weekly.week_start
    group by all
)

select
    team_id,
    window_name,
    cast(n as bigint) as n,
    comments_before as before,
    comments_now as after,
    z_comments as effect,
    normal_tail(z_comments) as p,
    pushed_before as counter_before,
    pushed_now as counter_after,
    z_comments > $z_comments and z_length < -$z_length as is_move,
    p_pushed < $p_counter as is_explained
from seen
