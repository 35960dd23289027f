with items as (
    select
        items.work_item_id as item_id,
        items.team_id,
        items.person_id,
        items.created_at as occurred_at,
        items.lead_hours as duration,
        items.is_finished as is_observed
    from {{ ref('int_delivery__work_items') }} as items
    where items.is_customer_request
)

{{ survival_metric('issue_lead_time_p85', 'items', quantile=0.85) }}
