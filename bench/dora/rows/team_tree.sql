-- One row per team and team below it, itself included.
select
    tree.team_id,
    tree.member_team_id
from intermediate.int_ownership__team_tree as tree
