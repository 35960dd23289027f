with items as (
    select
        snapshots.team_id,
        snapshots.grain,
        snapshots.period_start,
        snapshots.person_id,
        snapshots.age_days as measure
    from {{ ref('int_delivery__work_items_in_progress_at_period_end') }} as snapshots
)

{{ percentile_metric('wip_age_p85', 'items', quantile=0.85, is_placed=true) }}
