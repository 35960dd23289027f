-- Groups of eight teams; every second team is of another type.
select
    'team-' || lpad(cast(n as varchar), 3, '0') as team_id, 'Team ' || lpad(cast(n as varchar), 3, '0') as team_name,
    'group-' || cast(n // 8 as varchar) as parent_team_id,
    ['application', 'platform', 'developer_experience'][1 + n % 3] as team_type
from range(teams()) as numbers (n)
union all
select 'group-' || cast(n as varchar), 'Group ' || cast(n as varchar), null, null
from range(cast(ceil(teams() / 8) as bigint)) as numbers (n)
