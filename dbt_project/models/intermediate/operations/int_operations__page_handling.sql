with entries as (
    select
        log_entries.incident_id,
        log_entries.entry_type,
        log_entries.created_at,
        coalesce(log_entries.agent_type, '') = 'user' as is_by_person
    from {{ ref('stg_pagerduty__log_entries') }} as log_entries
    where log_entries.created_at <= {{ as_of() }}
),

incidents as (
    select
        incident_id,
        min(created_at) filter (where entry_type = 'acknowledge' and is_by_person) as acknowledged_at,
        count(*) filter (where entry_type = 'resolve') > 0 as is_over,
        count(*) filter (where entry_type = 'resolve' and is_by_person) > 0 as is_resolved_by_person
    from entries
    group by incident_id
),

-- What somebody does about an incident after saying that they look at it; putting it off is not that.
worked_on as (
    select distinct entries.incident_id
    from entries
    inner join incidents on entries.incident_id = incidents.incident_id
    where
        entries.is_by_person
        and entries.entry_type not in ('trigger', 'acknowledge', 'unacknowledge', 'snooze', 'notify')
        and entries.created_at >= incidents.acknowledged_at
)

select
    incidents.incident_id,
    incidents.acknowledged_at,
    incidents.is_over,
    incidents.is_resolved_by_person or worked_on.incident_id is not null as is_handled
from incidents
left join worked_on on incidents.incident_id = worked_on.incident_id
