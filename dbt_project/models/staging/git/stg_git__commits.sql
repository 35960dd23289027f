{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.commit_id,
    latest.repository,
    latest.commit_sha,
    latest.parent_shas,
    latest.is_merge,
    latest.author_account,
    latest.committer_account,
    latest.authored_at,
    latest.committed_at,
    latest.message_length,
    latest.co_author_count,
    latest.reverts_sha,
    latest.is_on_default_branch,
    latest.is_reachable,
    latest.extracted_at
from {{ latest_versions(source('git', 'commits'), key='commit_id') }} as latest
