select
    latest.commit_id,
    latest.project,
    latest.commit_sha,
    latest.parent_shas,
    latest.authored_at,
    latest.committed_at,
    latest.additions,
    latest.deletions,
    latest.message_length,
    latest.reverts_sha,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'commits'), key='commit_id') }} as latest
