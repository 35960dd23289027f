{#- For how long a verification holds. -#}
{%- set valid_days = 180 -%}

with owned as (
    select
        owners.service_id,
        owners.team_id,
        periods.grain,
        periods.period_start,
        least({{ add_days('periods.period_end', -1) }}, {{ local_date(as_of(), 'zones.time_zone') }}) as counted_on
    from {{ ref('int_ownership__service_owners') }} as owners
    inner join {{ ref('int_calendar__periods') }} as periods
        on
            owners.team_id = periods.team_id
            and cast(least(periods.ends_at_utc, {{ as_of() }}) as date) >= owners.valid_from
            and cast(least(periods.ends_at_utc, {{ as_of() }}) as date) < owners.valid_to
    inner join {{ ref('int_calendar__team_zones') }} as zones
        on
            periods.team_id = zones.team_id
            and periods.period_start >= zones.valid_from
            and periods.period_start < zones.valid_to
),

verified as (
    select
        owned.service_id,
        owned.team_id,
        owned.grain,
        owned.period_start,
        owned.counted_on,
        max(verifications.verified_on) as verified_on
    from owned
    left join {{ ref('stg_file_drops__documentation_verifications') }} as verifications
        on
            owned.service_id = verifications.service_id
            and owned.counted_on >= verifications.verified_on
            and owned.counted_on <= {{ add_days('verifications.verified_on', valid_days) }}
    group by owned.service_id, owned.team_id, owned.grain, owned.period_start, owned.counted_on
),

-- Before anybody wrote a verification down there was no file, not nothing verified.
begun as (
    select min(verified_on) as verified_from
    from {{ ref('stg_file_drops__documentation_verifications') }}
),

-- A service that is handed over at the end of a period counts once for the team above both.
counting as (
    select
        verified.service_id,
        tree.team_id,
        verified.grain,
        verified.period_start,
        verified.verified_on,
        row_number() over (
            partition by verified.service_id, tree.team_id, verified.grain, verified.period_start
            order by verified.team_id nulls last
        ) as place
    from verified
    inner join {{ ref('int_ownership__team_tree') }} as tree on verified.team_id = tree.member_team_id
    inner join begun on verified.counted_on >= begun.verified_from
)

select
    service_id || ':' || team_id || ':' || grain
    || ':' || cast(period_start as {{ dbt.type_string() }}) as documents_at_period_end_id,
    service_id,
    team_id,
    grain,
    period_start,
    verified_on,
    verified_on is not null as is_fresh
from counting
where place = 1
