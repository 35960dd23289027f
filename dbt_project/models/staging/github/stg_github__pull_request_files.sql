{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.pull_request_file_id,
    latest.pull_request_id,
    latest.repository,
    latest.path,
    latest.additions,
    latest.deletions,
    latest.change_type,
    latest.extracted_at
from {{ latest_versions(source('github', 'pull_request_files'), key='pull_request_file_id') }} as latest
