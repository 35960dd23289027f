with items as (
    select
        items.work_item_id as item_id,
        items.team_id,
        items.person_id,
        items.started_at as occurred_at,
        items.cycle_hours as duration,
        items.is_finished as is_observed
    from {{ ref('int_delivery__work_items') }} as items
    where items.started_at is not null
)

{{ survival_metric('issue_cycle_time', 'items', quantile=0.5) }}
