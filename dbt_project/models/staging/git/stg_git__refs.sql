select
    latest.ref_id,
    latest.repository,
    latest.ref,
    latest.ref_type,
    latest.object_sha,
    latest.commit_sha,
    latest.extracted_at
from {{ latest_versions(source('git', 'refs'), key='ref_id') }} as latest
