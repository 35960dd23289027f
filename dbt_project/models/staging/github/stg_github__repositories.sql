select
    latest.repository_id,
    latest.repository,
    latest.default_branch,
    latest.is_archived,
    latest.is_fork,
    latest.created_at,
    latest.updated_at,
    latest.pushed_at,
    latest.extracted_at
from {{ latest_versions(source('github', 'repositories'), key='repository_id') }} as latest
