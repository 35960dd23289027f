with events as (
    select
        alert_id,
        event,
        occurred_at,
        alert_created_at,
        service,
        priority,
        actor_account,
        row_number() over (
            partition by alert_id, event
            order by occurred_at nulls last, alert_event_id nulls last
        ) as place_of_kind,
        row_number() over (
            partition by alert_id
            order by
                case when service is null then 1 else 0 end asc nulls last,
                occurred_at desc nulls last,
                alert_event_id asc nulls last
        ) as place_of_service,
        row_number() over (
            partition by alert_id
            order by
                case when priority is null then 1 else 0 end asc nulls last,
                occurred_at desc nulls last,
                alert_event_id asc nulls last
        ) as place_of_priority,
        row_number() over (
            partition by alert_id
            order by
                case when priority is null then 1 else 0 end asc nulls last,
                occurred_at asc nulls last,
                alert_event_id asc nulls last
        ) as place_of_first_priority
    from {{ ref('stg_alert_exports__alert_events') }}
    where occurred_at <= {{ as_of() }}
)

select
    alert_id,
    max(case when place_of_service = 1 then service end) as service,
    max(case when place_of_priority = 1 then priority end) as priority,
    max(case when place_of_first_priority = 1 then priority end) as first_priority,
    coalesce(min(case when event = 'created' then occurred_at end), min(alert_created_at)) as created_at,
    min(case when event = 'acknowledged' then occurred_at end) as acknowledged_at,
    max(case when event = 'acknowledged' and place_of_kind = 1 then actor_account end) as acknowledged_by_account,
    -- An alert that was closed may be told of again; it is closed for good at the last time.
    max(case when event in ('closed', 'deleted') then occurred_at end) as closed_at,
    count(case when event = 'escalated' then alert_id end) as n_escalations,
    count(case when event = 'noted' then alert_id end) as n_notes,
    count(*) as n_events
from events
group by alert_id
