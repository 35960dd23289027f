{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.pull_request_commit_id,
    latest.pull_request_id,
    latest.repository,
    latest.commit_sha,
    latest.position,
    latest.author_login,
    latest.authored_at,
    latest.committed_at,
    latest.additions,
    latest.deletions,
    latest.parent_count,
    latest.extracted_at
from {{ latest_versions(source('github', 'pull_request_commits'), key='pull_request_commit_id') }} as latest
