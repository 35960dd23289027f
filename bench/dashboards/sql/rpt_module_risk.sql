-- Three components a team, of which every seventh may not be shown.
select
    team_id || '-' || cast(n as varchar) as component_id, team_id, 'harbour/' || team_id as repository, '' as path_prefix,
    6 as n_people, case when not is_hidden then 1000 * n + 500 end as churned_lines,
    case when not is_hidden and n > 0 then 300 * n end as complexity, case when not is_hidden then n end as n_failure_links,
    case when is_hidden then 'Fewer than five people contributed: nothing is shown.'
    else 'No factor lies beyond the quartile of the organisation''s components.' end as in_words,
    case when is_hidden then 'suppressed_privacy' else 'ok' end as status, cast(last_day() as timestamp) as as_of
from (select *, draw(team_id || cast(n as varchar)) < 1 / 7 as is_hidden from warehouse.marts.dim_teams cross join range(3) as numbers (n))
where parent_team_id is not null
