{%- set midnight = 'cast(dates.date_day as timestamp)' -%}
{%- set today = "cast(" ~ as_of() ~ " as date)" -%}

with acts as (
    select
        acts.source,
        acts.account_key,
        acts.scope,
        sites.site,
        {{ to_local('acts.happened_at', 'sites.site') }} as local_time
    from {{ ref('int_identity__acts') }} as acts
    inner join {{ ref('int_ownership__scope_sites') }} as sites
        on
            acts.scope = sites.scope
            and sites.source in (acts.source, 'every_tool')
            and cast(acts.happened_at as date) = sites.date_day
    -- What programs do is not moved by the hours people keep, and may begin and end at any hour.
    where acts.actor_kind in ('human', 'unknown')
),

-- Clocks change between midnight and midnight: the week of that day is not looked at.
offsets as (
    select
        sites.site,
        dates.date_day,
        dates.week_start,
        {{ seconds_between(midnight, to_local(midnight, 'sites.site')) }} as offset_seconds
    from (select distinct site from {{ ref('int_ownership__scope_sites') }}) as sites
    inner join {{ ref('int_calendar__dates') }} as dates
        on dates.date_day between {{ add_days(today, -93) }} and {{ add_days(today, 8) }}
),

masked as (
    select
        site,
        week_start
    from (
        select
            offsets.site,
            offsets.week_start,
            offsets.offset_seconds,
            lead(offsets.offset_seconds) over (partition by offsets.site order by offsets.date_day nulls last)
                as next_offset_seconds
        from offsets
    ) as pairs
    where offset_seconds != next_offset_seconds
),

-- Acts come in bursts, and a test takes each for one more witness: within half an hour an account counts once.
aged as (
    select distinct
        acts.source,
        acts.site,
        acts.account_key,
        case when acts.account_key is null then acts.scope end as scope,
        cast(extract(hour from acts.local_time) as integer) * 2
        + case when extract(minute from acts.local_time) >= 30 then 1 else 0 end as half_hour,
        {{ days_between('cast(acts.local_time as date)', today) }} as age_days
    from acts
    inner join {{ ref('int_calendar__dates') }} as dates on cast(acts.local_time as date) = dates.date_day
    left join masked on acts.site = masked.site and dates.week_start = masked.week_start
    where masked.site is null
),

-- The shortest time that holds a hundred acts: where much is done, a clock is seen to jump within days.
crowds as (
    select
        source,
        site,
        count(account_key) > 0 as has_accounts,
        count(distinct case when age_days between 1 and 28 then account_key end) as n_accounts,
        case
            when count(case when age_days between 1 and 7 then 1 end) >= 100 then 7
            when count(case when age_days between 1 and 14 then 1 end) >= 100 then 14
            else 28
        end as recent_days
    from aged
    group by source, site
)

select
    aged.source,
    aged.site,
    aged.half_hour,
    crowds.recent_days,
    count(case when aged.age_days <= crowds.recent_days then 1 end) as n_recent,
    count(case when aged.age_days > crowds.recent_days then 1 end) as n_before
from aged
inner join crowds on aged.source = crowds.source and aged.site = crowds.site
where
    aged.age_days between 1 and crowds.recent_days + 56
    -- Of fewer than five people nothing is told, not even when they work.
    and (crowds.n_accounts >= 5 or not crowds.has_accounts)
group by aged.source, aged.site, aged.half_hour, crowds.recent_days
