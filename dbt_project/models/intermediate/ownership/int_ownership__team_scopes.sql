with named as (
    select
        team_id,
        'every_tool' as source,
        repository as scope
    from {{ ref('int_ownership__service_owners') }}
    union all
    select
        team_id,
        source,
        external_id as scope
    from {{ ref('stg_file_drops__team_aliases') }}
    union all
    select
        owners.team_id,
        aliases.source,
        aliases.external_id as scope
    from {{ ref('stg_file_drops__service_aliases') }} as aliases
    inner join {{ ref('int_ownership__service_owners') }} as owners on aliases.service_id = owners.service_id
)

select distinct
    tree.team_id,
    named.source,
    named.scope
from named
inner join {{ ref('int_ownership__team_tree') }} as tree on named.team_id = tree.member_team_id
