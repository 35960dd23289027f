-- More points for an hour of work, with the same items done in the same time.
with weekly as (
    select
        team_id,
        week_start,
        count(*) as done,
        median(points / nullif(cycle_hours, 0)) filter (where points > 0 and cycle_hours > 0) as rate,
        median(cycle_hours) as cycle
    from observed.work_items
    group by all
),

series as (
    select
        team_id,
        week_start,
        coalesce(weekly.done, 0) as done,
        weekly.rate,
        {
            'rate': log_scale(weekly.rate),
            'done': count_scale(coalesce(weekly.done, 0)),
            'cycle': log_scale(weekly.cycle)
        } as scaled
    from observed.team_weeks
    left join weekly using (team_id, week_start)
),

windowed as (
    select
        week.team_id,
        week.window_name,
        sum(series.done) filter (where week.is_current) as n,
        median(series.rate) filter (where week.is_baseline) as rate_before,
        median(series.rate) filter (where week.is_current) as rate_after,
        median(series.done) filter (where week.is_baseline) as done_before,
        median(series.done) filter (where week.is_current) as done_after,
        list(series.scaled order by week_start) filter (where week.is_current) as now,
        list(series.scaled order by week_start) filter (where week.is_baseline) as past
    from window_weeks as week
    inner join series using (team_id, week_start)
    group by all
),

shifts as (
    select
        *,
        z_shift([w.rate for w in now], [w.rate for w in past]) as z_rate,
        z_shift([w.done for w in now], [w.done for w in past]) as z_done,
        z_shift([w.cycle for w in now], [w.cycle for w in past]) as z_cycle
    from windowed
)

select
    team_id,
    window_name,
    n,
    rate_before as before,
    rate_after as after,
    z_rate as effect,
    normal_tail(z_rate) as p,
    done_before as counter_before,
    done_after as counter_after,
    case when z_rate is not null then z_rate > $z and z_done > -$z_same end as is_move,
    -- More was done, or the hours of an item moved: this is other work, and the points may be right.
    z_done >= $z_same or abs(z_cycle) >= $z_same as is_explained
from shifts
