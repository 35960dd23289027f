with runs as (
    {% for source in registered_sources() %}
    select
        '{{ source }}' as source,
        log.*
    from {{ ref('stg_' ~ source ~ '__extraction_log') }} as log
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

placed as (
    select
        source,
        stream,
        scope,
        status,
        -- A tool says how many there are only where it was asked; what it said last holds until it is asked again.
        first_value(expected_count) over (
            partition by source, stream, scope
            order by
                case when expected_count is null then 1 else 0 end nulls last,
                completed_at desc nulls last, load_number desc nulls last
        ) as expected_count,
        first_value(known_count) over (
            partition by source, stream, scope
            order by
                case when expected_count is null then 1 else 0 end nulls last,
                completed_at desc nulls last, load_number desc nulls last
        ) as known_count,
        completed_at,
        detail,
        failure,
        run_id,
        first_value(run_id) over (
            partition by source order by completed_at desc nulls last, load_number desc nulls last
        ) as latest_run_id,
        max(completed_at) over (partition by source, stream) as stream_last_run_at,
        max(case when status = 'complete' then completed_at end) over (partition by source, stream, scope)
            as last_success_at,
        row_number() over (
            partition by source, stream, scope
            order by completed_at desc nulls last, load_number desc nulls last
        ) as place
    from runs
    -- A file an organisation does not keep is no run: never read, or last read when it was there.
    where status != 'absent'
)

select
    source,
    stream,
    scope,
    status as last_status,
    expected_count,
    known_count,
    completed_at as last_run_at,
    last_success_at,
    detail,
    failure,
    run_id = latest_run_id as is_in_latest_run
from placed
-- A repository that is no longer extracted stops counting a week after the others went on.
where place = 1 and completed_at >= {{ add_seconds('stream_last_run_at', -7 * 86400) }}
