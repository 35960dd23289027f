with items as (
    select
        forecasts.forecast_id as item_id,
        forecasts.team_id,
        {{ text_literal(none) }} as person_id,
        forecasts.due_at as occurred_at,
        case when forecasts.is_kept then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_delivery__forecast_outcomes') }} as forecasts
    where forecasts.is_due
)

{{ ratio_metric('predictability', 'items') }}
