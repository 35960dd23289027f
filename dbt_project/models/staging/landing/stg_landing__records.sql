{{ config(materialized='incremental', pre_hook='{{ forget_touched_records() }}') }}

with versions as (
    {{ all_stream_versions(only_touched=is_incremental()) }}
),

placed as (
    select
        versions.*,
        min(versions.extracted_at) over (
            partition by versions.source, versions.stream, versions.record_key
        ) as first_extracted_at,
        row_number() over (
            partition by versions.source, versions.stream, versions.record_key
            order by versions.extracted_at desc nulls last, cast(versions.load_id as double) desc nulls last
        ) as place
    from versions
)

select
    placed.source,
    placed.stream,
    placed.record_key,
    placed.content_number,
    placed.first_extracted_at,
    placed.is_deleted
from placed
where placed.place = 1
