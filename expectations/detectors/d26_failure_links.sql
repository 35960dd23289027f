-- Do more incidents end without a link to a deployment while the change fail rate falls?
-- Safer changes make linked incidents rarer and leave the others as they are; lost links make the others more.
with weekly_incidents as (
    select
        team_id,
        week_start,
        count(*) filter (where is_linked) as linked,
        count(*) filter (where not is_linked) as unlinked
    from observed.incidents
    group by all
),

weekly_deployments as (
    select
        team_id,
        week_start,
        count(*) as deployments,
        count(*) filter (where is_failed) as failed
    from observed.deployments
    where is_change_carrying
    group by all
),

seen as (
    select
        week.team_id,
        week.window_name,
        count(*) filter (where is_current) as weeks_now,
        count(*) filter (where is_prior) as weeks_before,
        coalesce(sum(linked) filter (where is_current), 0) as linked,
        coalesce(sum(unlinked) filter (where is_current), 0) as unlinked,
        coalesce(sum(linked) filter (where is_prior), 0) as linked_before,
        coalesce(sum(unlinked) filter (where is_prior), 0) as unlinked_before,
        sum(failed) filter (where is_current) / sum(deployments) filter (where is_current) as failing_now,
        sum(failed) filter (where is_prior) / sum(deployments) filter (where is_prior) as failing_before
    from window_weeks as week
    left join weekly_incidents as incident
        on week.team_id = incident.team_id and week.week_start = incident.week_start
    left join weekly_deployments as deployment
        on week.team_id = deployment.team_id and week.week_start = deployment.week_start
    group by all
),

tested as (
    select
        *,
        fisher_greater(unlinked, linked, unlinked_before, linked_before) as p,
        poisson_ratio_greater(unlinked, weeks_now, unlinked_before, weeks_before) as p_more_unlinked
    from seen
)

select
    team_id,
    window_name,
    cast(linked + unlinked as bigint) as n,
    unlinked_before / nullif(linked_before + unlinked_before, 0) as before,
    unlinked / nullif(linked + unlinked, 0) as after,
    normal_equivalent(p) as effect,
    p,
    unlinked_before / weeks_before as counter_before,
    unlinked / weeks_now as counter_after,
    p < $p_move and failing_now < failing_before as is_move,
    p_more_unlinked >= $p_counter as is_explained
from tested
