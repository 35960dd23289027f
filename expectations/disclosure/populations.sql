-- Who is in a team or below it on the first day of a quarter: the people its numbers are about until the next one.
select
    tree.team_id,
    roster.quarter_start,
    list(distinct roster.person_id) as people
from warehouse.intermediate.int_identity__reporting_roster as roster
inner join warehouse.intermediate.int_ownership__team_tree as tree on roster.team_id = tree.member_team_id
group by tree.team_id, roster.quarter_start
