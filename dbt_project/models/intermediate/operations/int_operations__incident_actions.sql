with known as (
    select
        actions.action_id,
        actions.incident_id,
        actions.team_id,
        actions.opened_on,
        actions.due_on,
        {{ to_utc('actions.opened_on', 'zones.time_zone') }} as opened_at,
        case when actions.done_on <= {{ local_date(as_of(), 'zones.time_zone') }} then actions.done_on end as done_on,
        {{ local_date(as_of(), 'zones.time_zone') }} as today
    from {{ ref('stg_file_drops__incident_actions') }} as actions
    inner join {{ ref('int_calendar__team_zones') }} as zones
        on
            actions.team_id = zones.team_id
            and actions.opened_on >= zones.valid_from
            and actions.opened_on < zones.valid_to
    where {{ to_utc('actions.opened_on', 'zones.time_zone') }} <= {{ as_of() }}
)

select
    action_id,
    incident_id,
    team_id,
    opened_on,
    opened_at,
    due_on,
    done_on,
    done_on is not null as is_done,
    {{ days_between('opened_on', 'coalesce(done_on, today)') }} as days_open
from known
