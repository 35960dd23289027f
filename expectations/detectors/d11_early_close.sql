-- Incidents are over sooner, and more of them come back within a day.
with counted as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        count(*) filter (where week.is_current and incident.comes_back) as k,
        count(*) filter (where week.is_prior) as n_prior,
        count(*) filter (where week.is_prior and incident.comes_back) as k_prior,
        list(incident.recovery_minutes) filter (where week.is_current) as now,
        list(incident.recovery_minutes) filter (where week.is_prior) as past
    from window_weeks as week
    inner join observed.incidents as incident using (team_id, week_start)
    where incident.recovery_minutes is not null
    group by all
),

tested as (
    select
        *,
        mann_whitney_less(now, past) as p_faster,
        fisher_greater(k, n - k, k_prior, n_prior - k_prior) as p_back
    from counted
)

select
    team_id,
    window_name,
    n,
    list_aggregate(past, 'median') as before,
    list_aggregate(now, 'median') as after,
    normal_equivalent(p_faster) as effect,
    -- Both at once, which are independent in honest noise.
    power(greatest(p_faster, p_back), 2) as p,
    k_prior / nullif(n_prior, 0) as counter_before,
    k / nullif(n, 0) as counter_after,
    p_faster < $p as is_move,
    p_back >= $p_back as is_explained
from tested
