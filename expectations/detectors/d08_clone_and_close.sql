-- Items closed that are clones of others, or far more items closed while hardened throughput stays.
with weekly as (
    select
        team_id,
        week_start,
        count(*) as done,
        count(*) filter (where is_clone) as clones,
        count(*) filter (where is_committed) as committed
    from observed.work_items
    group by all
),

series as (
    select
        team_id,
        week_start,
        coalesce(weekly.done, 0) as done,
        coalesce(weekly.clones, 0) as clones,
        coalesce(weekly.committed, 0) as committed
    from observed.team_weeks
    left join weekly using (team_id, week_start)
),

windowed as (
    select
        week.team_id,
        week.window_name,
        sum(done) filter (where is_current) as n,
        sum(clones) filter (where is_current) as k,
        sum(done) filter (where is_prior) as n_prior,
        sum(clones) filter (where is_prior) as k_prior,
        median(committed) filter (where is_baseline) as committed_before,
        median(committed) filter (where is_current) as committed_after,
        z_shift(
            list(count_scale(done) order by week_start) filter (where is_current),
            list(count_scale(done) order by week_start) filter (where is_baseline)
        ) as z_done,
        z_shift(
            list(count_scale(committed) order by week_start) filter (where is_current),
            list(count_scale(committed) order by week_start) filter (where is_baseline)
        ) as z_committed
    from window_weeks as week
    inner join series using (team_id, week_start)
    group by all
),

tested as (
    select
        *,
        fisher_greater(k, n - k, k_prior, n_prior - k_prior) as p_clones,
        k / nullif(n, 0) >= $share and p_clones < $p as has_clones
    from windowed
)

select
    team_id,
    window_name,
    n,
    k_prior / nullif(n_prior, 0) as before,
    k / nullif(n, 0) as after,
    greatest(normal_equivalent(p_clones), z_done) as effect,
    -- Two ways to ask.
    least(1.0, 2 * least(p_clones, normal_tail(z_done))) as p,
    committed_before as counter_before,
    committed_after as counter_after,
    has_clones or z_done > $z as is_move,
    not has_clones and z_committed >= $z_committed as is_explained
from tested
