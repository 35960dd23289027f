-- What decides whose an item is, with the days it holds; what happens after a period must not change its fingerprint.
with accounts as (
    select
        identities.person_id,
        identities.source || ' ' || identities.account as account_name
    from {{ ref('stg_file_drops__identities') }} as identities
    where identities.person_id is not null
),

things as (
    select
        owners.team_id,
        'service ' || owners.service_id || ' ' || owners.repository || ' ' || owners.path_prefix as thing,
        owners.valid_from,
        owners.valid_to
    from {{ ref('int_ownership__service_owners') }} as owners
    union all
    select
        roster.team_id,
        'person ' || roster.person_id as thing,
        roster.valid_from,
        roster.valid_to
    from {{ ref('int_identity__roster') }} as roster
    union all
    select
        roster.team_id,
        'account ' || roster.person_id || ' ' || accounts.account_name as thing,
        roster.valid_from,
        roster.valid_to
    from {{ ref('int_identity__roster') }} as roster
    inner join accounts on roster.person_id = accounts.person_id
    union all
    select
        zones.team_id,
        'zone ' || zones.time_zone as thing,
        zones.valid_from,
        zones.valid_to
    from {{ ref('int_calendar__team_zones') }} as zones
),

holding as (
    select
        periods.team_id,
        periods.grain,
        periods.period_start,
        things.team_id
        || ' ' || coalesce(things.thing, '')
        || ' ' || cast(greatest(things.valid_from, periods.period_start) as {{ dbt.type_string() }})
        || ' ' || cast(least(things.valid_to, periods.period_end) as {{ dbt.type_string() }}) as thing
    from {{ ref('int_metrics__periods') }} as periods
    inner join {{ ref('int_ownership__team_tree') }} as tree on periods.team_id = tree.team_id
    inner join things
        on
            tree.member_team_id = things.team_id
            and periods.period_start < things.valid_to
            and periods.period_end > things.valid_from
)

-- A sum of whole numbers is the same in whatever order they are added.
select
    holding.team_id,
    holding.grain,
    holding.period_start,
    cast(sum({{ nearest_whole(hash_uniform('holding.thing') ~ ' * 1099511627776') }}) as bigint) as attribution_version
from holding
group by holding.team_id, holding.grain, holding.period_start
