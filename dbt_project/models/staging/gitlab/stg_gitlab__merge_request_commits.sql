{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.merge_request_commit_id,
    latest.merge_request_id,
    latest.project,
    latest.commit_sha,
    latest.position,
    latest.authored_at,
    latest.committed_at,
    latest.parent_shas,
    latest.message_length,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'merge_request_commits'), key='merge_request_commit_id') }} as latest
