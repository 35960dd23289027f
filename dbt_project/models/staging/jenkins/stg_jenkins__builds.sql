{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.build_id,
    latest.project,
    latest.job_id,
    latest.number,
    latest.is_building,
    latest.result,
    latest.enqueued_at,
    latest.started_at,
    latest.completed_at,
    latest.duration_milliseconds,
    latest.queue_milliseconds,
    latest.total_queue_milliseconds,
    latest.branch,
    latest.repository,
    latest.commit_sha,
    latest.revision_count,
    latest.cause_classes,
    latest.upstream_job_id,
    latest.upstream_build_number,
    latest.test_count,
    latest.failed_test_count,
    latest.skipped_test_count,
    latest.extracted_at
from {{ latest_versions(source('jenkins', 'builds'), key='build_id') }} as latest
