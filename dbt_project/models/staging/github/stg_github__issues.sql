select
    latest.issue_id,
    latest.repository,
    latest.number,
    latest.author_login,
    latest.author_type,
    latest.state,
    latest.state_reason,
    latest.created_at,
    latest.updated_at,
    latest.closed_at,
    latest.labels,
    latest.extracted_at
from {{ latest_versions(source('github', 'issues'), key='issue_id') }} as latest
