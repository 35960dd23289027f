-- One row: how many distributions of both reports break each rule.
with loads as (
    select
        team_id, load_kind, window_start, window_end, n_people, n_events, excess_over_fair_share, effective_people,
        p_fair, detectable_multiple, is_concentrated, advice, status
    from marts.rpt_workload_distribution
    union all by name
    select
        team_id, load_kind, window_start, window_end, n_people, excess_over_fair_share, effective_people,
        p_fair, detectable_multiple, status
    from marts.rpt_team_workload
)

select
    count(*) filter (where coalesce(excess_over_fair_share, effective_people, p_fair) is not null and status != 'ok')
        as figures_in_spite_of_their_status,
    count(*) filter (
        where status = 'ok' and (excess_over_fair_share is null or effective_people is null or p_fair is null)
    ) as good_statuses_without_figures,
    count(*) filter (where effective_people is not null and n_people < 6) as figures_of_fewer_than_6_people,
    count(*) filter (where effective_people is not null and n_events < 40) as figures_of_fewer_than_40_events,
    count(*) filter (
        where p_fair not between 0 and 1
        or excess_over_fair_share > 1
        or effective_people < 0.5
        or detectable_multiple <= 1
        or window_start >= window_end
    ) as figures_outside_their_bounds,
    -- Coarse figures are what keeps two publications from being subtracted.
    count(*) filter (
        where abs(excess_over_fair_share * 20 - round(excess_over_fair_share * 20)) > 1e-6
        or abs(effective_people * 2 - round(effective_people * 2)) > 1e-6
    ) as figures_that_are_not_rounded,
    count(*) filter (
        where coalesce(is_concentrated, false) != (advice is not null) or (is_concentrated and p_fair >= 0.01)
    ) as advice_that_nothing_supports,
    count(*) filter (
        where load_kind not in (
            'review', 'page', 'after_hours_page', 'incident_response', 'support_rota', 'interrupt', 'wip'
        )
    ) as unknown_kinds_of_load,
    count(*) filter (where team_id not in (select team_id from marts.dim_teams)) as unknown_teams
from loads
