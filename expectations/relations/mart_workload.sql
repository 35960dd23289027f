-- One row: how many distributions break each rule.
select
    count(*) filter (where excess_over_fair_share is not null and status != 'ok')
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
    count(*) filter (where team_id not in (select team_id from marts.dim_teams)) as unknown_teams
from marts.rpt_workload_distribution
