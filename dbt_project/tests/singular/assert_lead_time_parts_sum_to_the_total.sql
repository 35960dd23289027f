-- In whole microseconds, so exactly.
select
    parts.pull_request_id,
    parts.total_microseconds
from {{ ref('int_delivery__lead_time_parts') }} as parts
where
    parts.coding_microseconds
    + coalesce(parts.pickup_microseconds, 0)
    + coalesce(parts.review_microseconds, 0)
    + parts.merge_wait_microseconds
    + parts.deploy_wait_microseconds != parts.total_microseconds
    or least(
        parts.coding_microseconds,
        coalesce(parts.pickup_microseconds, 0),
        coalesce(parts.review_microseconds, 0),
        parts.merge_wait_microseconds,
        parts.deploy_wait_microseconds
    ) < 0
