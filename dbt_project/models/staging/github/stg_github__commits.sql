select
    latest.commit_id,
    latest.repository,
    latest.commit_sha,
    latest.parent_shas,
    latest.author_login,
    latest.authored_at,
    latest.committed_at,
    latest.additions,
    latest.deletions,
    latest.pull_request_number,
    latest.reverts_sha,
    latest.extracted_at
from {{ latest_versions(source('github', 'commits'), key='commit_id') }} as latest
