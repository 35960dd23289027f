with incidents as (
    select
        weeks.team_id,
        weeks.week_start,
        team_incidents.team_incident_id,
        team_incidents.is_linked,
        incidents.*
    from {{ ref('int_reliability__team_incidents') }} as team_incidents
    inner join {{ ref('int_reliability__incidents') }} as incidents
        on team_incidents.incident_id = incidents.incident_id
    inner join {{ observed_weeks() }} as weeks
        on
            team_incidents.team_id = weeks.team_id
            and incidents.declared_at >= weeks.starts_at_utc
            and incidents.declared_at < weeks.ends_at_utc
),

-- Whatever tells of trouble: an alarm, or an incident that none told of.
troubles as (
    select
        alarms.alarm_id as trouble_id,
        alarms.service_id,
        alarms.started_at
    from {{ ref('int_reliability__alarms') }} as alarms
    union all
    select
        incidents.incident_id as trouble_id,
        services.service_id,
        incidents.started_at
    from {{ ref('int_reliability__incidents') }} as incidents
    inner join {{ ref('int_reliability__incident_services') }} as services
        on incidents.incident_id = services.incident_id
    where incidents.alarm_id is null
),

returned as (
    select distinct incidents.team_incident_id
    from incidents
    inner join {{ ref('int_reliability__incident_services') }} as services
        on incidents.incident_id = services.incident_id
    inner join troubles
        on services.service_id = troubles.service_id and incidents.mitigated_at < troubles.started_at
    where
        troubles.trouble_id != coalesce(incidents.alarm_id, incidents.incident_id)
        and {{ is_within_hours('incidents.mitigated_at', 'troubles.started_at', 24) }}
)

select
    incidents.team_id,
    incidents.week_start,
    incidents.incident_id,
    -- A label may say anything; only the digits are on one scale.
    case
        when incidents.severity_at_declaration in ('1', '2', '3', '4', '5')
            then cast(incidents.severity_at_declaration as integer)
    end as severity_declared,
    case
        when incidents.severity in ('1', '2', '3', '4', '5') then cast(incidents.severity as integer)
    end as severity_final,
    cast(case when incidents.is_mitigated then incidents.hours * 60 end as double) as recovery_minutes,
    returned.team_incident_id is not null as comes_back,
    incidents.is_linked
from incidents
left join returned on incidents.team_incident_id = returned.team_incident_id
