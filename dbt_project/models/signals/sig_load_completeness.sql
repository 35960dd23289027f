with scopes as (
    select * from {{ ref('int_landing__scope_runs') }}
),

needed as (
    select distinct
        source,
        stream
    from {{ ref('int_metrics__streams') }}
    where need = 'all'
),

health as (
    select
        known.source,
        known.stream,
        known.is_landed,
        known.n_scopes,
        needed.stream is not null as is_needed
    from {{ ref('int_landing__stream_health') }} as known
    left join needed on known.source = needed.source and known.stream = needed.stream
),

measured as (
    select
        source,
        stream,
        scope,
        'incomplete_run' as measure,
        case when last_status = 'complete' then 0 else 1 end as statistic,
        0 as threshold,
        coalesce(last_status || ': ' || detail, last_status) as detail
    from scopes
    union all
    select
        source,
        stream,
        scope,
        'missing_records' as measure,
        abs(expected_count - known_count) as statistic,
        -- A record may appear or vanish while the pages are read; of fewer than twenty none may.
        floor(least(1 + expected_count / 1e3, expected_count / 2e1)) as threshold,
        known_count || ' landed of ' || expected_count || ' the tool counts' as detail
    from scopes
    where expected_count is not null and known_count is not null
    union all
    select
        source,
        stream,
        scope,
        'hours_since_success' as measure,
        {{ seconds_between('last_success_at', as_of()) }} / 3600 as statistic,
        2 * {{ var('schedule_hours') }} as threshold,
        coalesce('last complete run ' || last_success_at, 'never read completely') as detail
    from scopes
    union all
    select
        source,
        stream,
        'organisation' as scope,
        'never_landed' as measure,
        case when is_landed then 0 else 1 end as statistic,
        0 as threshold,
        case when is_landed then 'landed' else 'no complete run of this stream is known' end as detail
    from health
    -- A tool that nobody connected, and a file that nobody dropped, is missed only by the metrics that need it.
    where n_scopes > 0 or is_needed
)

select
    'B2' as check_id,
    source,
    stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    scope,
    cast(statistic as double) as statistic,
    cast(threshold as double) as threshold,
    detail,
    measure
from measured
