-- Several policies may share a rota: its people are on call once.
with stretches as (
    select
        coalesce(on_calls.schedule_id, on_calls.escalation_policy_id) as rota_id,
        on_calls.user_id,
        on_calls.started_at,
        least(coalesce(max(on_calls.ended_at), {{ as_of() }}), {{ as_of() }}) as ended_at
    from {{ ref('stg_pagerduty__on_calls') }} as on_calls
    where on_calls.escalation_level = 1 and on_calls.started_at < {{ as_of() }}
    group by coalesce(on_calls.schedule_id, on_calls.escalation_policy_id), on_calls.user_id, on_calls.started_at
),

-- The part of a stretch that lies in quarters which the person began in the team.
spans as (
    select
        stretches.rota_id,
        stretches.user_id,
        stretches.started_at,
        roster.team_id,
        roster.person_id,
        greatest(stretches.started_at, {{ to_utc('roster.valid_from', 'roster.time_zone') }}) as starts_at,
        least(stretches.ended_at, {{ to_utc('roster.valid_to', 'roster.time_zone') }}) as ends_at
    from stretches
    inner join {{ ref('stg_file_drops__identities') }} as identities
        on identities.source = 'pagerduty' and lower(stretches.user_id) = lower(identities.account)
    inner join {{ ref('int_identity__reporting_roster') }} as roster on identities.person_id = roster.person_id
),

days as (
    select
        starting.team_id,
        beginnings.date_day,
        beginnings.starts_at_utc as starts_at,
        ends.starts_at_utc as ends_at
    from {{ ref('int_calendar__team_zones') }} as starting
    inner join {{ ref('int_calendar__midnights') }} as beginnings
        on
            starting.time_zone = beginnings.time_zone
            and starting.valid_from <= beginnings.date_day
            and starting.valid_to > beginnings.date_day
    inner join {{ ref('int_calendar__team_zones') }} as ending
        on
            starting.team_id = ending.team_id
            and {{ add_days('beginnings.date_day', 1) }} >= ending.valid_from
            and {{ add_days('beginnings.date_day', 1) }} < ending.valid_to
    inner join {{ ref('int_calendar__midnights') }} as ends
        on
            ending.time_zone = ends.time_zone
            and {{ add_days('beginnings.date_day', 1) }} = ends.date_day
),

-- No piece reaches from one day of the team into the next, so that each lies in one period.
pieces as (
    select
        spans.*,
        days.date_day,
        greatest(spans.starts_at, days.starts_at) as occurred_at,
        least(spans.ends_at, days.ends_at) as piece_ends_at
    from spans
    inner join days
        on spans.team_id = days.team_id and spans.starts_at < days.ends_at and spans.ends_at > days.starts_at
    where spans.starts_at < spans.ends_at
)

select
    rota_id || ':' || user_id || ':' || cast(occurred_at as {{ dbt.type_string() }})
    || ':' || team_id as oncall_time_id,
    rota_id || ':' || user_id || ':' || cast(occurred_at as {{ dbt.type_string() }}) as item_id,
    team_id,
    person_id,
    date_day,
    occurred_at,
    {{ nearest_whole(seconds_between('occurred_at', 'piece_ends_at')) }} as seconds_on_call
from pieces
