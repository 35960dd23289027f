with children as (
    select distinct parent_team_id as team_id
    from {{ ref('stg_file_drops__teams') }}
    where parent_team_id is not null
)

select
    teams.team_id,
    teams.team_name,
    teams.parent_team_id,
    teams.team_type,
    teams.valid_from,
    children.team_id is not null as has_member_teams
from {{ ref('stg_file_drops__teams') }} as teams
left join children on teams.team_id = children.team_id
