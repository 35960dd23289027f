with declared as (
    select *
    from {{ declared_columns() }} as declared_columns
),

unknown_values as (
    select
        found.source,
        found.stream,
        found.column_name,
        'unknown_values' as measure,
        sum(case when known.value is null then found.n_records else 0 end)
        / cast(sum(found.n_records) as double) as statistic,
        min(case when known.value is null then found.value end) as example
    from {{ ref('int_landing__enumerated_values') }} as found
    left join {{ known_values() }} as known
        on
            found.source = known.source
            and found.stream = known.stream
            and found.column_name = known.column_name
            and found.value = known.value
    group by found.source, found.stream, found.column_name
),

landed_streams as (
    select distinct
        source,
        stream
    from {{ ref('stg_landing__columns') }}
),

vanished_columns as (
    select
        declared.source,
        declared.stream,
        declared.column_name,
        'vanished_column' as measure,
        case when landed.column_name is null then 1 else 0 end as statistic,
        declared.column_name as example
    from declared
    inner join landed_streams on declared.source = landed_streams.source and declared.stream = landed_streams.stream
    left join {{ ref('stg_landing__columns') }} as landed
        on
            declared.source = landed.source
            and declared.stream = landed.stream
            and declared.column_name = landed.column_name
),

new_columns as (
    select
        landed.source,
        landed.stream,
        landed.column_name,
        'new_column' as measure,
        case when declared.column_name is null then 1 else 0 end as statistic,
        landed.column_name as example
    from {{ ref('stg_landing__columns') }} as landed
    left join declared
        on
            landed.source = declared.source
            and landed.stream = declared.stream
            and landed.column_name = declared.column_name
    where landed.column_name not like '#_dlt#_%' escape '#'
),

columns_by_stream as (
    select
        source,
        stream,
        measure,
        cast(null as {{ dbt.type_string() }}) as column_name,
        sum(statistic) as statistic,
        min(case when statistic > 0 then example end) as example
    from (
        select * from vanished_columns
        union all
        select * from new_columns
    ) as compared
    group by source, stream, measure
),

emptied_columns as (
    select
        emptied.source,
        emptied.stream,
        'emptied_column' as measure,
        cast(null as {{ dbt.type_string() }}) as column_name,
        sum(case when emptied.is_emptied then 1 else 0 end) as statistic,
        min(case when emptied.is_emptied then emptied.column_name end) as example
    from {{ ref('int_landing__emptied_columns') }} as emptied
    inner join declared
        on
            emptied.source = declared.source
            and emptied.stream = declared.stream
            and emptied.column_name = declared.column_name
    group by emptied.source, emptied.stream
),

measured as (
    select
        source,
        stream,
        measure,
        column_name,
        statistic,
        example
    from unknown_values
    union all
    select
        source,
        stream,
        measure,
        column_name,
        statistic,
        example
    from emptied_columns
    union all
    select
        source,
        stream,
        'quarantined_records' as measure,
        cast(null as {{ dbt.type_string() }}) as column_name,
        -- Single records are odd for reasons of their own; of a changed format many are.
        case when quarantined_share > 0.02 then n_quarantined else 0 end as statistic,
        n_quarantined || ' records that could not be read' as example
    from {{ ref('int_landing__quarantine_shares') }}
    union all
    select
        source,
        stream,
        measure,
        column_name,
        statistic,
        example
    from columns_by_stream
)

select
    'B5' as check_id,
    source,
    stream,
    cast(null as {{ dbt.type_string() }}) as metric_id,
    coalesce(column_name, 'organisation') as scope,
    cast(statistic as double) as statistic,
    cast(0 as double) as threshold,
    coalesce('for example ' || example, 'as declared') as detail,
    measure
from measured
