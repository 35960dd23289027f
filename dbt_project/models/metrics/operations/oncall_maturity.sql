with items as (
    select
        checklists.item_id,
        checklists.team_id,
        checklists.grain,
        checklists.period_start,
        {{ text_literal(none) }} as person_id,
        case when checklists.is_shown then 10 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_operations__oncall_checklists_at_period_end') }} as checklists
)

-- Ten items are one checklist.
{{ ratio_metric('oncall_maturity', 'items', in_a_unit=10, is_placed=true) }}
