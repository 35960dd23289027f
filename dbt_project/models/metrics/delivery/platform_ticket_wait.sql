with items as (
    select
        items.work_item_id as item_id,
        items.team_id,
        items.person_id,
        items.created_at as occurred_at,
        items.wait_hours as duration,
        items.is_answered as is_observed
    from {{ ref('int_delivery__platform_tickets') }} as items
)

{{ survival_metric('platform_ticket_wait', 'items', quantile=0.5) }}
