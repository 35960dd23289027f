with profiles as (
    select * from {{ ref('int_landing__stream_profiles') }}
),

sources as (
    select
        source,
        count(*) as n_streams,
        count(*) filter (
            where n_records / cast(n_records_before_run as double) between 1.9 and 2.1
        ) as n_doubled
    from profiles
    -- Fewer records double by chance.
    where n_records_before_run >= 20
    group by source
),

measured as (
    select
        source,
        stream,
        'repeated_rows' as measure,
        n_repeated_rows / nullif(cast(n_recent_rows as double), 0) as statistic,
        0.05 as threshold,
        'share of landed rows that the same load holds twice' as detail
    from profiles
    union all
    select
        source,
        stream,
        'twin_contents' as measure,
        -- Two people may do the same in the same second, and two rotas look alike; a load that came twice is whole.
        case when n_twins < 5 then 0 else n_twins / nullif(cast(n_records as double), 0) end as statistic,
        0.05 as threshold,
        'share of records whose whole content also stands under another key' as detail
    from profiles
    union all
    select
        source,
        cast(null as {{ dbt.type_string() }}) as stream,
        'doubled_volume' as measure,
        case when n_streams >= 2 then n_doubled / cast(n_streams as double) end as statistic,
        0.99 as threshold,
        'share of streams whose records doubled in the latest run' as detail
    from sources
)

select
    'B4' as check_id,
    source,
    stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    'organisation' as scope,
    cast(statistic as double) as statistic,
    cast(threshold as double) as threshold,
    detail,
    measure
from measured
