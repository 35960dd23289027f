with zones as (
    select
        team_id,
        time_zone
    from {{ ref('int_calendar__team_zones') }}
    union
    select
        team_id,
        time_zone
    from {{ ref('int_identity__roster') }}
),

days as (
    select
        zones.team_id,
        zones.time_zone,
        dates.date_day as local_date,
        not dates.is_weekend and holidays.holiday_id is null as is_business_day,
        cast(dates.date_day as timestamp) as local_midnight
    from zones
    cross join {{ ref('int_calendar__dates') }} as dates
    left join {{ ref('stg_file_drops__holidays') }} as holidays
        on zones.team_id = holidays.team_id and dates.date_day = holidays.holiday_date
    where dates.date_day <= {{ add_days("cast(" ~ as_of() ~ " as date)", 2) }}
),

windows as (
    select
        team_id,
        time_zone,
        local_date,
        is_business_day,
        {{ to_utc(add_seconds('local_midnight', '9 * 3600'), 'time_zone') }} as opens_at_utc,
        {{ to_utc(
            add_seconds('local_midnight', 'case when is_business_day then 17 else 9 end * 3600'), 'time_zone'
        ) }} as closes_at_utc
    from days
)

select
    team_id,
    time_zone,
    local_date,
    is_business_day,
    opens_at_utc,
    closes_at_utc,
    {{ seconds_between('opens_at_utc', 'closes_at_utc') }} as business_seconds,
    coalesce(sum({{ seconds_between('opens_at_utc', 'closes_at_utc') }}) over (
        partition by team_id, time_zone
        order by local_date nulls last
        rows between unbounded preceding and 1 preceding
    ), 0) as business_seconds_before
from windows
