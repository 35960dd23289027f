with recursive tree as (
    select
        team_id,
        team_id as member_team_id,
        0 as depth
    from {{ ref('stg_file_drops__teams') }}
    union all
    select
        tree.team_id,
        children.team_id as member_team_id,
        tree.depth + 1 as depth
    from tree
    inner join {{ ref('stg_file_drops__teams') }} as children
        on tree.member_team_id = children.parent_team_id
    -- Deeper than any organisation: a circle of parents ends here instead of never.
    where tree.depth < 20
)

select
    team_id,
    member_team_id,
    min(depth) as depth
from tree
group by team_id, member_team_id
