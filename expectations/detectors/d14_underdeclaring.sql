-- More burnt error budgets and outages told by customers without an incident record than in the year before.
with counted as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where week.is_current) as n,
        count(*) filter (where week.is_current and not burn.is_declared) as k,
        count(*) filter (where week.is_prior) as n_prior,
        count(*) filter (where week.is_prior and not burn.is_declared) as k_prior
    from window_weeks as week
    inner join observed.burn_episodes as burn using (team_id, week_start)
    group by all
),

declared as (
    select
        week.team_id,
        week.window_name,
        count(incident.incident_id) filter (where week.is_current)
            / nullif(count(distinct week.week_start) filter (where week.is_current), 0) as weekly,
        count(incident.incident_id) filter (where week.is_prior)
            / nullif(count(distinct week.week_start) filter (where week.is_prior), 0) as weekly_prior
    from window_weeks as week
    left join observed.incidents as incident using (team_id, week_start)
    group by all
),

tested as (
    select
        *,
        fisher_greater(k, n - k, k_prior, n_prior - k_prior) as p,
    from counted
    inner join declared using (team_id, window_name)
)

select
    team_id,
    window_name,
    n,
    k_prior / nullif(n_prior, 0) as before,
    k / nullif(n, 0) as after,
    normal_equivalent(p) as effect,
    p,
    weekly_prior as counter_before,
    weekly as counter_after,
    case when p is not null then k / n >= $share and p < $p end as is_move,
    -- As many more incidents were declared: burns became more, declaring did not become less.
    weekly > $growth * weekly_prior as is_explained
from tested
