with commitments as (
    select
        scopes.sprint_scope_id as item_id,
        scopes.team_id,
        scopes.person_id,
        scopes.ended_at as occurred_at,
        scopes.work_item_id,
        scopes.ended_at,
        scopes.is_completed
    from {{ ref('int_delivery__sprint_scopes') }} as scopes
    where scopes.is_frozen
),

-- The scope of a period is what was committed to in it, each item once, however often it was carried over.
placed as (
    select
        counting.*,
        row_number() over (
            partition by counting.team_id, counting.grain, counting.period_start, counting.work_item_id
            order by counting.ended_at desc nulls last, counting.item_id asc nulls last
        ) as place
    from {{ items_by_period('commitments', ['work_item_id', 'ended_at', 'is_completed']) }} as counting
),

items as (
    select
        placed.work_item_id as item_id,
        placed.team_id,
        placed.grain,
        placed.period_start,
        placed.person_id,
        case when placed.is_completed then 1 else 0 end as numerator,
        1 as denominator
    from placed
    where placed.place = 1
)

{{ ratio_metric('scope_completion', 'items', is_placed=true) }}
