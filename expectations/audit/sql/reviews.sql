-- Reviews of teams: how many actions came of them, and how many were done within 90 days.
select team_id, held_on, actions_opened_count, actions_done_count
from warehouse.staging.stg_file_drops__retrospectives
where held_on <= $as_of
order by team_id, held_on, retrospective_id
