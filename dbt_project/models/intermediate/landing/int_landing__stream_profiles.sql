with logs as (
    {% for source in registered_sources() %}
    select
        '{{ source }}' as source,
        run_id,
        started_at,
        completed_at
    from {{ ref('stg_' ~ source ~ '__extraction_log') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

run_starts as (
    select
        source,
        min(started_at) as started_at,
        row_number() over (
            partition by source order by max(completed_at) desc nulls last, run_id desc nulls last
        ) as place
    from logs
    group by source, run_id
),

versions as (
    select
        source,
        stream,
        record_key,
        content_hash,
        is_deleted,
        extracted_at >= {{ add_seconds(as_of(), -35 * 86400) }} as is_recent,
        min(extracted_at) over (partition by source, stream, record_key) as first_extracted_at,
        row_number() over (
            partition by source, stream, record_key
            order by extracted_at desc nulls last, cast(load_id as double) desc nulls last
        ) as place,
        row_number() over (
            partition by source, stream, load_id, record_key, is_deleted, content_hash
            order by extracted_at nulls last
        ) as copy_number
    from {{ ref('stg_landing__versions') }}
)

select
    versions.source,
    versions.stream,
    count(*) filter (where versions.is_recent) as n_recent_rows,
    count(*) filter (where versions.is_recent and versions.copy_number > 1) as n_repeated_rows,
    count(*) filter (where versions.place = 1 and not versions.is_deleted) as n_records,
    count(*) filter (
        where versions.place = 1 and not versions.is_deleted and versions.first_extracted_at < run_starts.started_at
    ) as n_records_before_run,
    count(*) filter (where versions.place = 1 and not versions.is_deleted)
    - count(distinct case when versions.place = 1 and not versions.is_deleted then versions.content_hash end) as n_twins
from versions
left join run_starts on versions.source = run_starts.source and run_starts.place = 1
group by versions.source, versions.stream
