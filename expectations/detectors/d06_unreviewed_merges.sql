-- More merges without an independent approval of what was merged than in the year before.
with counted as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        count(*) filter (where week.is_current and not change.is_approved) as k,
        count(*) filter (where week.is_prior) as n_prior,
        count(*) filter (where week.is_prior and not change.is_approved) as k_prior,
        median(change.written_lines) filter (where week.is_prior) as size_before,
        median(change.written_lines) filter (where week.is_current) as size_after
    from window_weeks as week
    inner join observed.changes as change using (team_id, week_start)
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
    size_before as counter_before,
    size_after as counter_after,
    case when p is not null then k / n - k_prior / n_prior >= $rise and p < $p end as is_move,
    -- Changes so much smaller that they are of another kind.
    size_after <= $smaller * size_before as is_explained
from tested
