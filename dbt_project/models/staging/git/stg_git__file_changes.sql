{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.file_change_id,
    latest.commit_id,
    latest.repository,
    latest.commit_sha,
    latest.path,
    latest.old_path,
    latest.change_type,
    latest.file_type,
    latest.additions,
    latest.deletions,
    latest.is_binary,
    latest.is_generated,
    latest.is_vendored,
    latest.changed_lines,
    latest.extracted_at
from {{ latest_versions(source('git', 'file_changes'), key='file_change_id') }} as latest
