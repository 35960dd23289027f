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

recent_sizes as (
    select
        versions.source,
        versions.stream,
        count(*) as n_rows,
        count(distinct {{ fingerprint(['versions.load_id', 'versions.record_key']) }}) as n_numbers
    from {{ ref('stg_landing__versions') }} as versions
    where versions.extracted_at >= {{ add_seconds(as_of(), -35 * 86400) }}
    group by versions.source, versions.stream
),

-- Where all numbers are different no row is there twice; only elsewhere are the rows themselves compared.
copies as (
    select
        versions.source,
        versions.stream,
        count(*) - 1 as n_more
    from {{ ref('stg_landing__versions') }} as versions
    inner join recent_sizes on versions.source = recent_sizes.source and versions.stream = recent_sizes.stream
    where
        recent_sizes.n_numbers < recent_sizes.n_rows
        and versions.extracted_at >= {{ add_seconds(as_of(), -35 * 86400) }}
    group by
        versions.source, versions.stream, versions.load_id, versions.record_key, versions.is_deleted,
        versions.content_number
),

repetitions as (
    select
        copies.source,
        copies.stream,
        sum(copies.n_more) as n_rows
    from copies
    group by copies.source, copies.stream
)

select
    records.source,
    records.stream,
    coalesce(max(recent_sizes.n_rows), 0) as n_recent_rows,
    cast(coalesce(max(repetitions.n_rows), 0) as bigint) as n_repeated_rows,
    count(*) filter (where not records.is_deleted) as n_records,
    count(*) filter (
        where not records.is_deleted and records.first_extracted_at < run_starts.started_at
    ) as n_records_before_run,
    count(*) filter (where not records.is_deleted)
    - count(distinct case when not records.is_deleted then records.content_number end) as n_twins
from {{ ref('stg_landing__records') }} as records
left join run_starts on records.source = run_starts.source and run_starts.place = 1
left join recent_sizes on records.source = recent_sizes.source and records.stream = recent_sizes.stream
left join repetitions on records.source = repetitions.source and records.stream = repetitions.stream
group by records.source, records.stream
