with items as (
    select
        incidents.incident_id as item_id,
        incidents.team_id,
        {{ text_literal(none) }} as person_id,
        incidents.occurred_at,
        case when incidents.has_repeated_factor then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_operations__reviewed_incidents') }} as incidents
    -- Of an incident whose factors nobody knows yet nobody knows either whether one came back.
    where incidents.n_factors > 0
)

{{ ratio_metric('repeat_factor_share', 'items') }}
