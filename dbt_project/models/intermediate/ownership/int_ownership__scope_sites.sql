with named as (
    select
        team_id,
        'every_tool' as source,
        repository as scope,
        valid_from,
        valid_to
    from {{ ref('int_ownership__service_owners') }}
    union all
    select
        team_id,
        source,
        external_id as scope,
        cast('0001-01-01' as date) as valid_from,
        cast('9999-12-31' as date) as valid_to
    from {{ ref('stg_file_drops__team_aliases') }}
    union all
    select
        owners.team_id,
        aliases.source,
        aliases.external_id as scope,
        owners.valid_from,
        owners.valid_to
    from {{ ref('stg_file_drops__service_aliases') }} as aliases
    inner join {{ ref('int_ownership__service_owners') }} as owners on aliases.service_id = owners.service_id
)

-- Where teams of several sites share a repository, one site stands for it.
select
    named.source,
    named.scope,
    dates.date_day,
    min(zones.time_zone) as site
from named
inner join {{ ref('int_calendar__dates') }} as dates
    on named.valid_from <= dates.date_day and named.valid_to > dates.date_day
inner join {{ ref('int_calendar__team_zones') }} as zones
    on
        named.team_id = zones.team_id
        and dates.date_day >= zones.valid_from
        and dates.date_day < zones.valid_to
where
    dates.date_day <= cast({{ as_of() }} as date)
    and dates.date_day >= {{ add_days("cast(" ~ as_of() ~ " as date)", -86) }}
group by named.source, named.scope, dates.date_day
