with needed as (
    select
        source,
        stream,
        metric_id
    from {{ ref('int_metrics__streams') }}
),

streams as (
    select
        health.source,
        health.stream,
        needed.metric_id
    from {{ ref('int_landing__stream_health') }} as health
    left join needed on health.source = needed.source and health.stream = needed.stream
)

select
    source,
    stream,
    metric_id,
    -- Whether a signal is broken is judged after the models: the publication fills the rest from the gates.
    'ok' as status,
    cast(null as {{ dbt.type_string() }}) as reason,
    cast(null as {{ dbt.type_string() }}) as check_id,
    cast(null as timestamp) as since,
    {{ as_of() }} as last_good_as_of
from streams
