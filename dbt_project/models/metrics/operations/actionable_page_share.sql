with items as (
    select
        pages.item_id,
        pages.team_id,
        pages.person_id,
        pages.paged_at as occurred_at,
        case when pages.is_handled then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_operations__pages') }} as pages
    -- What is still going on may yet be worked on.
    where pages.is_handled or pages.is_over
)

{{ ratio_metric('actionable_page_share', 'items') }}
