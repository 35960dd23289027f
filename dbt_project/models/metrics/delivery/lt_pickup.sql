with items as (
    select
        parts.pull_request_id as item_id,
        parts.team_id,
        parts.person_id,
        parts.finished_at as occurred_at,
        coalesce(parts.pickup_microseconds, 0) as numerator,
        parts.total_microseconds as denominator
    from {{ ref('int_delivery__lead_time_parts') }} as parts
)

{{ ratio_metric('lt_pickup', 'items', in_a_unit=3600000000) }}
