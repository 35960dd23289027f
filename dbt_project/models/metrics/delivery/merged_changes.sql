with items as (
    select
        changes.pull_request_id as item_id,
        changes.team_id,
        changes.person_id,
        changes.merged_at as occurred_at,
        changes.author_key
    from {{ ref('int_delivery__change_sizes') }} as changes
    where changes.is_human and changes.written_lines >= 10
)

{{
    count_metric(
        'merged_changes', 'items', counted=['author_key', 'local_date'], items_are_counted=true, guards_dominance=true
    )
}}
