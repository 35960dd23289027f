with items as (
    select
        changes.pull_request_id as item_id,
        changes.team_id,
        changes.person_id,
        changes.merged_at as occurred_at,
        case when changes.is_approved then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_collaboration__reviewed_changes') }} as changes
)

{{ ratio_metric('review_coverage', 'items') }}
