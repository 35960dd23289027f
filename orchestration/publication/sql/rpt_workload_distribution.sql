-- Distributions of review load need what the review metrics need.
select
    loads.* replace (
        case when failures.status is null then excess_over_fair_share end as excess_over_fair_share,
        case when failures.status is null then effective_people end as effective_people,
        case when failures.status is null then p_fair end as p_fair,
        case when failures.status is null then detectable_multiple end as detectable_multiple,
        case when failures.status is null then n_events end as n_events,
        case when loads.status = 'source_missing' then loads.status else coalesce(failures.status, loads.status) end
            as status
    )
from warehouse.marts.rpt_workload_distribution as loads
left join metric_failures as failures
    on loads.load_kind = 'review' and failures.metric_id = 'review_response'
