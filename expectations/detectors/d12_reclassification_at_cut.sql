-- What was closed is edited around the end of a quarter far more often than on other workdays, and than before.
with days as (
    select
        windows.team_id,
        windows.window_name,
        cast(day as date) as day,
        cast(day as date) >= windows.window_start as is_current
    from windows
    cross join lateral unnest(generate_series(
        cast(windows.prior_start as timestamp),
        cast(windows.window_end - 1 as timestamp),
        interval 1 day
    )) as every (day)
    where isodow(day) <= 5 and (day < windows.baseline_end or day >= windows.window_start)
),

placed as (
    select
        day,
        count(*) over (partition by date_trunc('quarter', day) order by day) as from_start,
        count(*) over (partition by date_trunc('quarter', day) order by day desc) as from_end
    from (
        select distinct cast(day as date) as day
        from windows, unnest(generate_series(
            date_trunc('quarter', cast(prior_start as timestamp)),
            date_trunc('quarter', cast(window_end as timestamp)) + interval 6 month,
            interval 1 day
        )) as every (day)
        where isodow(day) <= 5
    )
),

exposed as (
    select
        team_id,
        window_name,
        count(*) filter (where is_current and least(from_start, from_end) <= 5) as near_days,
        count(*) filter (where is_current and least(from_start, from_end) > 5) as other_days
    from days
    inner join placed using (day)
    group by all
),

edited as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        count(*) filter (where week.is_current and edit.is_near_cut) as k,
        count(*) filter (where week.is_prior) as n_prior,
        count(*) filter (where week.is_prior and edit.is_near_cut) as k_prior
    from window_weeks as week
    inner join observed.closed_edits as edit using (team_id, week_start)
    group by all
),

tested as (
    select
        *,
        poisson_ratio_greater(k, near_days, n - k, other_days) as p_days,
        fisher_greater(k, n - k, k_prior, n_prior - k_prior) as p_before
    from edited
    inner join exposed using (team_id, window_name)
)

select
    team_id,
    window_name,
    n,
    k_prior / nullif(n_prior, 0) as before,
    k / nullif(n, 0) as after,
    normal_equivalent(p_days) as effect,
    p_days as p,
    (n - k) / nullif(other_days, 0) as counter_before,
    k / nullif(near_days, 0) as counter_after,
    case when p_days is not null
        then k * other_days >= $ratio * (n - k) * near_days and p_days < $p
    end as is_move,
    -- It was so in the year before: a rhythm, and no move.
    p_before >= $p_before as is_explained
from tested
