with items as (
    select
        items.work_item_id as item_id,
        items.team_id,
        items.person_id,
        items.ended_at as occurred_at
    from {{ ref('int_delivery__finished_work_items') }} as items
    where items.is_committed and items.cycle_hours >= 4 and not items.is_clone
),

exposures as (
    select
        days.available_day_id as item_id,
        days.team_id,
        days.person_id,
        days.begins_at as occurred_at,
        days.ten_thousandths as exposure
    from {{ ref('int_delivery__available_days') }} as days
)

-- Five working days of somebody who is wholly there.
{{ rate_metric('throughput', 'items', 'exposures', in_a_unit=50000, guards_dominance=true) }}
