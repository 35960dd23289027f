with items as (
    select
        open_pull_requests.team_id,
        open_pull_requests.grain,
        open_pull_requests.period_start,
        open_pull_requests.person_id,
        open_pull_requests.age_days as measure
    from {{ ref('int_delivery__open_pull_requests_at_period_end') }} as open_pull_requests
)

{{ percentile_metric('open_change_age_p85', 'items', quantile=0.85, is_placed=true) }}
