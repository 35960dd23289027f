with items as (
    select
        days.slo_day_id as item_id,
        days.team_id,
        cast(null as {{ dbt.type_string() }}) as person_id,
        days.counted_at as occurred_at,
        days.good_events as numerator,
        days.valid_events as denominator
    from {{ ref('int_reliability__slo_days') }} as days
)

{{ ratio_metric('slo_attainment', 'items') }}
