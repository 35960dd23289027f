with runs as (
    select
        'github' as source,
        log.*
    from {{ ref('stg_github__extraction_log') }} as log
    union all
    select
        'file_drops' as source,
        log.*
    from {{ ref('stg_file_drops__extraction_log') }} as log
),

placed as (
    select
        source,
        stream,
        scope,
        status,
        expected_count,
        known_count,
        completed_at,
        detail,
        max(completed_at) over (partition by source, stream) as stream_last_run_at,
        max(case when status = 'complete' then completed_at end) over (partition by source, stream, scope)
            as last_success_at,
        row_number() over (
            partition by source, stream, scope
            order by completed_at desc nulls last, load_number desc nulls last
        ) as place
    from runs
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
    detail
from placed
-- A repository that is no longer extracted stops counting a week after the others went on.
where place = 1 and completed_at >= {{ add_seconds('stream_last_run_at', -7 * 86400) }}
