with items as (
    select
        dones.spell_id as item_id,
        dones.team_id,
        dones.person_id,
        dones.entered_at as occurred_at,
        case when dones.is_undone then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_delivery__done_entries') }} as dones
    where dones.is_mature
)

{{ ratio_metric('reopen_rate', 'items') }}
