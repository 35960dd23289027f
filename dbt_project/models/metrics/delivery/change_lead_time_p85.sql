with items as (
    select
        commits.commit_service_id as item_id,
        commits.team_id,
        commits.person_id,
        commits.finished_at as occurred_at,
        commits.hours as measure
    from {{ ref('int_delivery__commit_lead_times') }} as commits
    where commits.clock_trust = 'server'
)

{{ percentile_metric('change_lead_time_p85', 'items', quantile=0.85) }}
