select
    latest.release_id,
    latest.repository,
    latest.tag_name,
    latest.tag_commit_sha,
    latest.is_draft,
    latest.is_prerelease,
    latest.created_at,
    latest.published_at,
    latest.extracted_at
from {{ latest_versions(source('github', 'releases'), key='release_id') }} as latest
