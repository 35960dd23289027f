-- More and smaller changes with the same churn and the same items done, and no wait gets shorter.
with weekly as (
    select
        team_id,
        week_start,
        count(*) as changes,
        median(written_lines) as size,
        sum(churn_lines) as churn,
        median(pickup_hours) as pickup,
        median(deploy_wait_hours) as deploy
    from observed.changes
    group by all
),

items as (
    select team_id, week_start, count(*) as done
    from observed.work_items
    group by all
),

series as (
    select
        team_id,
        week_start,
        coalesce(weekly.changes, 0) as changes,
        weekly.size,
        weekly.pickup,
        {
            'changes': count_scale(coalesce(weekly.changes, 0)),
            'size': log_scale(weekly.size),
            'churn': log_scale(weekly.churn),
            'done': count_scale(coalesce(items.done, 0)),
            'pickup': log_scale(weekly.pickup),
            'deploy': log_scale(weekly.deploy)
        } as scaled
    from observed.team_weeks
    left join weekly using (team_id, week_start)
    left join items using (team_id, week_start)
),

windowed as (
    select
        week.team_id,
        week.window_name,
        sum(series.changes) filter (where week.is_current) as n,
        median(series.size) filter (where week.is_baseline) as size_before,
        median(series.size) filter (where week.is_current) as size_after,
        median(series.pickup) filter (where week.is_baseline) as pickup_before,
        median(series.pickup) filter (where week.is_current) as pickup_after,
        list(series.scaled order by week_start) filter (where week.is_current) as now,
        list(series.scaled order by week_start) filter (where week.is_baseline) as past
    from window_weeks as week
    inner join series using (team_id, week_start)
    group by all
),

shifts as (
    select
        *,
        z_shift([w.changes for w in now], [w.changes for w in past]) as z_count,
        z_shift([w.size for w in now], [w.size for w in past]) as z_size,
        z_shift([w.churn for w in now], [w.churn for w in past]) as z_churn,
        z_shift([w.done for w in now], [w.done for w in past]) as z_done,
        z_shift([w.pickup for w in now], [w.pickup for w in past]) as z_pickup,
        z_shift([w.deploy for w in now], [w.deploy for w in past]) as z_deploy
    from windowed
)

select
    team_id,
    window_name,
    n,
    size_before as before,
    size_after as after,
    case when z_count + z_size is not null then least(z_count, -z_size) end as effect,
    -- Both moves at once, which are independent in honest noise.
    power(normal_tail(effect), 2) as p,
    pickup_before as counter_before,
    pickup_after as counter_after,
    effect > $z and z_churn > -$z_same and z_done > -$z_same as is_move,
    z_churn >= $z_same or z_done >= $z_same or least(z_pickup, z_deploy) <= -$z_flow
    or (z_pickup + z_deploy) / sqrt(2) <= -$z_both as is_explained
from shifts
