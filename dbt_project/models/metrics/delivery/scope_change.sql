with items as (
    select
        scopes.sprint_scope_id as item_id,
        scopes.team_id,
        scopes.person_id,
        scopes.ended_at as occurred_at,
        case when scopes.is_added or scopes.is_removed then 1 else 0 end as numerator,
        case when scopes.is_frozen then 1 else 0 end as denominator
    from {{ ref('int_delivery__sprint_scopes') }} as scopes
)

{{ ratio_metric('scope_change', 'items') }}
