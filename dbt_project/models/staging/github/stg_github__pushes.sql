select
    latest.push_id,
    latest.repository,
    latest.ref,
    latest.before_sha,
    latest.after_sha,
    latest.pushed_at,
    latest.activity_type,
    latest.actor_login,
    latest.extracted_at
from {{ latest_versions(source('github', 'pushes'), key='push_id') }} as latest
