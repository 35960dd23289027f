select
    latest.project_id,
    latest.project,
    latest.group_path,
    latest.default_branch,
    latest.is_archived,
    latest.is_fork,
    latest.merge_method,
    latest.squash_option,
    latest.created_at,
    latest.last_activity_at,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'projects'), key='project_id') }} as latest
