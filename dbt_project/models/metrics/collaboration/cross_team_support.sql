with items as (
    select
        requests.review_request_id as item_id,
        requests.team_id,
        requests.person_id,
        requests.started_at as occurred_at,
        -- Two business days of eight hours.
        case when requests.is_for_another_team and requests.business_hours <= 16 then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_collaboration__answered_requests') }} as requests
)

{{ ratio_metric('cross_team_support', 'items') }}
