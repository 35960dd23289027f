with items as (
    select
        items.work_item_id as item_id,
        items.team_id,
        items.grain,
        items.period_start,
        items.person_id,
        items.in_progress_microseconds as numerator,
        items.cycle_microseconds as denominator
    from {{ ref('int_delivery__work_item_hours') }} as items
)

{{ ratio_metric('flow_consistency', 'items', in_a_unit=3600000000, is_placed=true) }}
