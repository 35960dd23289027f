with fills as (
    select
        source,
        stream,
        column_name,
        load_id,
        n_known,
        n_records,
        row_number() over (
            partition by source, stream, column_name
            order by case when n_records >= 10 then cast(load_id as double) end desc nulls last
        ) as place
    from {{ ref('stg_landing__column_fill') }}
),

columns as (
    select
        source,
        stream,
        column_name,
        -- The latest load with enough records to tell.
        max(case when place = 1 then n_records end) as n_latest_records,
        max(case when place = 1 then n_known end) as n_latest_known,
        sum(case when n_known = n_records then n_records else 0 end) as n_records_of_full_loads,
        count(case when n_known > 0 and n_known < n_records then 1 end) as n_mixed_loads,
        max(case when n_known = n_records and n_records > 0 then cast(load_id as double) end) as last_full_load,
        min(case when n_known = 0 and n_records > 0 then cast(load_id as double) end) as first_empty_load
    from fills
    group by source, stream, column_name
)

select
    source,
    stream,
    column_name,
    -- A column that is filled late, such as an end, is known to some records of a load and not to others; one that only
    -- some repositories have is known to some loads and not to others, in no order.
    coalesce(n_latest_known = 0 and n_mixed_loads = 0 and last_full_load < first_empty_load, false) as is_emptied
from columns
where n_latest_records >= 10 and n_records_of_full_loads >= 100
