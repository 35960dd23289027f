with items as (
    select
        days.default_branch_day_id as item_id,
        days.team_id,
        days.opens_at_utc as occurred_at,
        days.red_microseconds as numerator,
        days.known_microseconds as denominator,
        -- A branch is nobody's.
        cast(null as {{ dbt.type_string() }}) as person_id
    from {{ ref('int_quality__default_branch_days') }} as days
)

{{ ratio_metric('main_red_hours', 'items', in_a_unit=3600000000) }}
