with items as (
    select
        requests.review_request_id as item_id,
        requests.team_id,
        requests.person_id,
        requests.started_at as occurred_at,
        requests.business_hours as duration,
        requests.is_answered as is_observed
    from {{ ref('int_collaboration__review_responses') }} as requests
)

{{ survival_metric('review_response', 'items', quantile=0.5) }}
