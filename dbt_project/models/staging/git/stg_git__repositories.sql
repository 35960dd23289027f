select
    latest.repository,
    latest.default_branch,
    latest.head_sha,
    latest.object_format,
    latest.extracted_at
from {{ latest_versions(source('git', 'repositories'), key='repository') }} as latest
