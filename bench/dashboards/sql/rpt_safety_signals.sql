select
    team_id, 'retro_attendance' as signal_id, cast(period_start as varchar) as period_name, period_start,
    cast(period_start + interval 3 month as date) as period_end, 6 as n_people, 0.8 as value, 'ok' as status
from warehouse.marts.dim_teams
cross join (select period_start from periods where grain = 'quarter') as quarters
where parent_team_id is not null
