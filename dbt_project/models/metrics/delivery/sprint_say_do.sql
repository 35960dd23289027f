with items as (
    select
        scopes.sprint_scope_id as item_id,
        scopes.team_id,
        scopes.person_id,
        scopes.ended_at as occurred_at,
        case when scopes.is_completed then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_delivery__sprint_scopes') }} as scopes
    where scopes.is_frozen
)

{{ ratio_metric('sprint_say_do', 'items') }}
