with items as (
    select
        snapshots.work_item_id as item_id,
        snapshots.team_id,
        snapshots.grain,
        snapshots.period_start,
        snapshots.person_id
    from {{ ref('int_delivery__work_items_in_progress_at_period_end') }} as snapshots
)

{{ stock_metric('wip', 'items') }}
