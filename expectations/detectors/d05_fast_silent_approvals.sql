-- Large changes approved within minutes and without a comment, more often than in the year before.
with parts as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        count(*) filter (where week.is_prior) as n_prior,
        count(*) filter (where week.is_current and fast) as k,
        count(*) filter (where week.is_prior and fast) as k_prior,
        median(change.approval_minutes) filter (where week.is_prior) as minutes_before,
        median(change.approval_minutes) filter (where week.is_current) as minutes_after
    from window_weeks as week
    inner join (
        select
            *,
            approval_minutes < $minutes and comment_count = 0 as fast
        from observed.changes
        where is_reviewed and written_lines > $lines and approval_minutes is not null and comment_count is not null
    ) as change
        using (team_id, week_start)
    group by all
),

tested as (
    select *, fisher_greater(k, n - k, k_prior, n_prior - k_prior) as p
    from parts
)

select
    team_id,
    window_name,
    n,
    k_prior / nullif(n_prior, 0) as before,
    k / nullif(n, 0) as after,
    normal_equivalent(p) as effect,
    p,
    minutes_before as counter_before,
    minutes_after as counter_after,
    case when p is not null then k / n >= $share and p < $p end as is_move,
    -- Nothing that is landed tells that a change was reviewed elsewhere; the question asks.
    false as is_explained
from tested
