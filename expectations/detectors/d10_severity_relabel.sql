-- More incidents whose severity was lowered after the declaration than in the year before, and none raised more.
-- A team with too few of them is looked at in the organisation's row only.
with graded as (
    select
        week_start,
        team_id,
        severity_final > severity_declared as is_lowered,
        severity_final < severity_declared as is_raised
    from observed.incidents
    where severity_final is not null and severity_declared is not null
),

placed as (
    select * from graded
    union all by name
    select * replace ('organisation' as team_id) from graded
),

counted as (
    select
        windows.team_id,
        windows.window_name,
        count(*) filter (where week_start >= window_start) as n,
        count(*) filter (where week_start >= window_start and is_lowered) as k,
        count(*) filter (where week_start >= window_start and is_raised) as raised,
        count(*) filter (where week_start < baseline_end) as n_prior,
        count(*) filter (where week_start < baseline_end and is_lowered) as k_prior,
        count(*) filter (where week_start < baseline_end and is_raised) as raised_prior
    from windows
    inner join placed
        on
            windows.team_id = placed.team_id
            and placed.week_start >= windows.prior_start
            and placed.week_start < windows.window_end
    group by all
),

tested as (
    select
        *,
        fisher_greater(k, n - k, k_prior, n_prior - k_prior) as p,
        fisher_greater(raised, n - raised, raised_prior, n_prior - raised_prior) as p_raised
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
    raised_prior / nullif(n_prior, 0) as counter_before,
    raised / nullif(n, 0) as counter_after,
    case when p is not null then p < $p and k / n - k_prior / n_prior >= $rise end as is_move,
    p_raised < $p_raised as is_explained
from tested
