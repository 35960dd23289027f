with items as (
    select
        requests.review_request_id as item_id,
        requests.team_id,
        requests.person_id,
        requests.started_at as occurred_at,
        case when requests.is_answered and requests.business_hours <= 8 then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_collaboration__review_responses') }} as requests
    -- Who waited less than a business day for nothing has not been failed yet.
    where requests.is_answered or requests.business_hours >= 8
)

{{ ratio_metric('review_reliability', 'items') }}
