select
    latest.approval_id,
    latest.merge_request_id,
    latest.project,
    latest.username,
    latest.approved_at,
    latest.extracted_at
from {{ latest_versions(source('gitlab', 'merge_request_approvals'), key='approval_id') }} as latest
