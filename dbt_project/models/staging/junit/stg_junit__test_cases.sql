{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.test_case_id,
    latest.test_report_id,
    latest.repository,
    latest.commit_sha,
    latest.run_id,
    latest.attempt,
    latest.suite_path,
    latest.class_name,
    latest.test_name,
    latest.ordinal,
    latest.test_id,
    latest.outcome,
    latest.duration_seconds,
    latest.is_rerun,
    latest.failure_type,
    latest.message_length,
    latest.extracted_at
from {{ latest_versions(source('junit', 'test_cases'), key='test_case_id') }} as latest
