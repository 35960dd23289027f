with scopes as (
    select * from {{ ref('int_landing__scope_runs') }}
),

-- A run that had to stop says nothing of the scopes it did not come to.
stopped as (
    select distinct source
    from scopes
    where is_in_latest_run and failure in ('authentication', 'landing', 'settings', 'unavailable', 'wait_budget')
),

measured as (
    select
        source,
        stream,
        scope,
        'refused' as measure,
        case when failure in ('authentication', 'not_found', 'permission', 'visibility') then 1 else 0 end as statistic,
        coalesce(failure || ': ' || detail, 'allowed') as detail
    from scopes
    union all
    select
        scopes.source,
        scopes.stream,
        scopes.scope,
        'vanished_scope' as measure,
        case when scopes.is_in_latest_run then 0 else 1 end as statistic,
        case
            when scopes.is_in_latest_run then 'still listed'
            else 'last read ' || scopes.last_run_at || ', not listed since'
        end as detail
    from scopes
    left join stopped on scopes.source = stopped.source
    where stopped.source is null
)

select
    'B3' as check_id,
    source,
    stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    scope,
    cast(statistic as double) as statistic,
    cast(0 as double) as threshold,
    detail,
    measure
from measured
