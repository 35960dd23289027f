-- Seven kinds of load and windows of twelve weeks; two thirds have enough events.
select
    team_id, load_kind, cast(starts as date) as window_start, cast(starts + interval 84 day as date) as window_end,
    8 as n_people, case when is_known then 60 end as n_events, case when is_known then 0.2 end as excess_over_fair_share,
    case when is_known then 5.5 end as effective_people, case when is_known then 0.3 end as p_fair,
    case when is_known then 2.5 end as detectable_multiple, case when is_known then false end as is_concentrated,
    'look at the rota (publication ' || cast(mark() as varchar) || ')' as advice,
    case when is_known then 'ok' else 'insufficient_n' end as status
from (
    select *, draw(team_id || load_kind || cast(starts as varchar)) < 0.66 as is_known
    from warehouse.marts.dim_teams
    cross join (values ('review'), ('page'), ('after_hours_page'), ('incident_response'), ('support_rota'), ('interrupt'), ('wip'))
        as kinds (load_kind)
    cross join range(date_trunc('week', last_day() - to_years(years())), last_day(), interval 84 day) as windows (starts)
    where parent_team_id is not null
)
