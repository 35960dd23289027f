{#- How many days back a factor that contributed before makes it a repeated one. -#}
{%- set look_back_days = 365 -%}

with factors as (
    select
        factors.*,
        {{ to_utc('factors.happened_on', 'zones.time_zone') }} as occurred_at
    from {{ ref('stg_file_drops__incident_factors') }} as factors
    inner join {{ ref('int_calendar__team_zones') }} as zones
        on
            factors.team_id = zones.team_id
            and factors.happened_on >= zones.valid_from
            and factors.happened_on < zones.valid_to
    where {{ to_utc('factors.happened_on', 'zones.time_zone') }} <= {{ as_of() }}
),

repeated as (
    select distinct later.incident_id
    from factors as later
    inner join factors as earlier
        on
            later.team_id = earlier.team_id
            and later.factor_id = earlier.factor_id
            and later.happened_on > earlier.happened_on
            and later.happened_on <= {{ add_days('earlier.happened_on', look_back_days) }}
)

select
    factors.incident_id,
    min(factors.team_id) as team_id,
    min(factors.service_id) as service_id,
    min(factors.happened_on) as happened_on,
    min(factors.occurred_at) as occurred_at,
    min(factors.detected_by) as detected_by,
    count(factors.factor_id) as n_factors,
    count(repeated.incident_id) > 0 as has_repeated_factor
from factors
left join repeated on factors.incident_id = repeated.incident_id
group by factors.incident_id
