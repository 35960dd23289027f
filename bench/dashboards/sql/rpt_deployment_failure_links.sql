select
    team_id, period_start, link_method, 25 as n_links, 0.25 as link_share, 20 as n_severe_incidents, 5 as n_unlinked_incidents,
    0.25 as unlinked_incident_share, 'ok' as status, 'final' as finality
from warehouse.marts.dim_teams
cross join (select period_start from periods where grain = 'quarter') as quarters
cross join (values ('explicit_id'), ('revert'), ('service_window'), ('hotfix')) as methods (link_method)
