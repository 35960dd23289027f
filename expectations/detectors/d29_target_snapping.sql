-- Do weekly values lie within a hair of a published target more often than the team's own history says?
-- Shuffling weeks between now and before is Fisher's exact test. A process that moved to its target scatters around it
-- as it scattered before, which puts some weeks near it, and no more. Of a team's metrics the clearest is told, and its
-- p pays for the number of them.
with weekly as (
    select
        period.team_id,
        week.window_name,
        period.metric_id,
        week.week_start,
        is_current,
        is_prior,
        is_baseline,
        period.value,
        -- The target of now, also for weeks before anybody published it.
        max_by(period.target, week.week_start) filter (where is_current and period.target is not null)
            over (partition by period.team_id, week.window_name, period.metric_id) as target
    from window_weeks as week
    inner join observed.metric_periods as period
        on week.team_id = period.team_id and week.week_start = period.period_start
    where period.grain = 'week' and period.value is not null
),

near as (
    select
        *,
        abs(value - target) <= $width * abs(target) as is_near
    from weekly
    where target is not null
),

seen as (
    select
        team_id,
        window_name,
        metric_id,
        count(*) filter (where is_current) as n,
        count(*) filter (where is_current and is_near) as hits,
        count(*) filter (where is_prior) as n_before,
        count(*) filter (where is_prior and is_near) as hits_before,
        any_value(abs(target)) as target,
        sigma_xmr(list(value order by week_start) filter (where is_current)) as scatter_now,
        sigma_xmr(list(value order by week_start) filter (where is_baseline)) as scatter_before
    from near
    group by all
),

tested as (
    select
        *,
        fisher_greater(hits, n - hits, hits_before, n_before - hits_before)
        * count(*) over (partition by team_id, window_name) as p
    from seen
    where n >= $least_periods and n_before >= $least_periods
),

clearest as (
    select *
    from tested
    qualify row_number() over (partition by team_id, window_name order by p asc nulls last, metric_id asc) = 1
)

select
    windows.team_id,
    windows.window_name,
    cast(coalesce(clearest.n, 0) as bigint) as n,
    clearest.hits_before / clearest.n_before as before,
    clearest.hits / clearest.n as after,
    normal_equivalent(least(clearest.p, 1)) as effect,
    if(clearest.p > 1, 1, clearest.p) as p,
    clearest.scatter_before as counter_before,
    coalesce(clearest.scatter_now, if(clearest.n > 0, 0, null)) as counter_after,
    clearest.p < $p_move as is_move,
    -- As many as the usual scatter would put there if its middle were the target.
    binomial_greater(
        clearest.hits, clearest.n, 1 - 2 * normal_tail($width * clearest.target / clearest.scatter_before)
    ) >= $p_counter as is_explained,
    clearest.metric_id
from windows
left join clearest on windows.team_id = clearest.team_id and windows.window_name = clearest.window_name
