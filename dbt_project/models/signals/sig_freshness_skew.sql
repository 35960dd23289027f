with joined as (
    select
        needed.metric_id,
        health.source,
        health.stream,
        health.stalest_success_at,
        row_number() over (
            partition by needed.metric_id
            order by health.stalest_success_at nulls first, health.source nulls last, health.stream nulls last
        ) as place
    from {{ ref('int_metrics__streams') }} as needed
    inner join {{ ref('int_landing__stream_health') }} as health
        on needed.source = health.source and needed.stream = health.stream
),

spread as (
    select
        metric_id,
        max(case when place = 1 then source end) as source,
        max(case when place = 1 then stream end) as stream,
        -- A stream that was never read completely has no age: B2 says so, and no skew is computed.
        case when count(stalest_success_at) = count(*) then min(stalest_success_at) end as oldest_at,
        max(stalest_success_at) as newest_at
    from joined
    group by metric_id
)

select
    'B9' as check_id,
    source,
    stream,
    metric_id,
    'organisation' as scope,
    cast({{ seconds_between('oldest_at', 'newest_at') }} / 3600 as double) as statistic,
    cast(24 as double) as threshold,
    'hours between the freshest and the stalest stream of the metric; the stalest is named' as detail
from spread
