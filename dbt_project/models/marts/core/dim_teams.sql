select
    team_id,
    team_name,
    parent_team_id,
    team_type
from {{ ref('int_ownership__teams') }}
