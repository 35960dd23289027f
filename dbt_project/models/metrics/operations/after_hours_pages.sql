with items as (
    select
        pages.item_id,
        pages.team_id,
        pages.person_id,
        pages.paged_at as occurred_at,
        case when pages.is_after_hours then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_operations__pages') }} as pages
)

{{ ratio_metric('after_hours_pages', 'items') }}
