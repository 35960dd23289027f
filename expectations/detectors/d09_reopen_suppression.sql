-- Fewer items come back, and more of them are opened anew as a clone.
with counted as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        count(*) filter (where week.is_current and item.is_reopened) as k,
        count(*) filter (where week.is_current and item.is_clone) as clones,
        count(*) filter (where week.is_prior) as n_prior,
        count(*) filter (where week.is_prior and item.is_reopened) as k_prior,
        count(*) filter (where week.is_prior and item.is_clone) as clones_prior
    from window_weeks as week
    inner join observed.work_items as item using (team_id, week_start)
    group by all
),

tested as (
    select
        *,
        fisher_greater(n - k, k, n_prior - k_prior, k_prior) as p_fall,
        fisher_greater(clones, n - clones, clones_prior, n_prior - clones_prior) as p_clones
    from counted
)

select
    team_id,
    window_name,
    n,
    k_prior / nullif(n_prior, 0) as before,
    k / nullif(n, 0) as after,
    normal_equivalent(p_fall) as effect,
    -- Both at once, which are independent in honest noise.
    power(greatest(p_fall, p_clones), 2) as p,
    clones_prior / nullif(n_prior, 0) as counter_before,
    clones / nullif(n, 0) as counter_after,
    p_fall < $p as is_move,
    p_clones >= $p_clones as is_explained
from tested
