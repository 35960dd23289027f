-- The same over four weeks, for the team itself. Only numbers of windows of one length are compared.
select
    'team workload: ' || loads.load_kind as measure,
    loads.team_id,
    'window' as grain,
    loads.window_start as period_start,
    loads.window_end as period_end,
    loads.n_people as n_contributors,
    loads.status = 'suppressed_privacy' as is_withheld,
    loads.status not in ('suppressed_privacy', 'ok', 'insufficient_n') as is_unsaid
from {origin}.marts.rpt_team_workload as loads
where loads.status != 'source_missing'
