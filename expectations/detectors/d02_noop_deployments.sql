-- Far more successful production deployments than in the year before that carry no change.
with counted as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        count(*) filter (where week.is_current and not deployed.is_change_carrying) as k,
        count(*) filter (where week.is_prior) as n_prior,
        count(*) filter (where week.is_prior and not deployed.is_change_carrying) as k_prior,
        count(distinct week.week_start) filter (where week.is_current) as weeks,
        count(distinct week.week_start) filter (where week.is_prior) as weeks_prior
    from window_weeks as week
    inner join observed.deployments as deployed using (team_id, week_start)
    group by all
),

tested as (
    select *, fisher_greater(k, n - k, k_prior, n_prior - k_prior) as p
    from counted
)

select
    team_id,
    window_name,
    n,
    k_prior / nullif(n_prior, 0) as before,
    k / nullif(n, 0) as after,
    normal_equivalent(p) as effect,
    p,
    (n_prior - k_prior) / nullif(weeks_prior, 0) as counter_before,
    (n - k) / nullif(weeks, 0) as counter_after,
    case when p is not null then k >= $least_such and k / n >= $share and p < $p end as is_move,
    -- More deployments that carry changes cannot raise this share; what else could, the question asks.
    false as is_explained
from tested
