with owned_days as (
    select distinct
        owners.repository,
        owners.team_id,
        days.local_date,
        days.opens_at_utc,
        days.closes_at_utc
    from {{ ref('int_ownership__service_owners') }} as owners
    inner join {{ ref('int_calendar__team_zones') }} as zones on owners.team_id = zones.team_id
    inner join {{ ref('int_calendar__business_days') }} as days
        on
            zones.team_id = days.team_id
            and zones.time_zone = days.time_zone
            and zones.valid_from <= days.local_date
            and zones.valid_to > days.local_date
            and owners.valid_from <= days.local_date
            and owners.valid_to > days.local_date
    where days.is_business_day and days.opens_at_utc < {{ as_of() }}
),

shared as (
    select
        owned_days.repository,
        owned_days.team_id,
        owned_days.local_date,
        owned_days.opens_at_utc,
        spells.kind,
        {{ microseconds_between(
            'greatest(spells.starts_at, owned_days.opens_at_utc)', 'least(spells.ends_at, owned_days.closes_at_utc)'
        ) }} as microseconds
    from owned_days
    inner join {{ ref('int_quality__default_branch_spells') }} as spells
        on
            owned_days.repository = spells.repository
            and owned_days.closes_at_utc > spells.starts_at
            and owned_days.opens_at_utc < spells.ends_at
)

select
    repository || ':' || cast(local_date as {{ dbt.type_string() }}) as default_branch_day_id,
    team_id,
    repository,
    local_date,
    opens_at_utc,
    cast(sum(case when kind = 'known' then microseconds else 0 end) as bigint) as known_microseconds,
    cast(sum(case when kind = 'red' then microseconds else 0 end) as bigint) as red_microseconds
from shared
group by repository, team_id, local_date, opens_at_utc
