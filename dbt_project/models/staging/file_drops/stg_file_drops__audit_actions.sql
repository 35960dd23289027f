select
    latest.audit_action_id,
    latest.audit_id,
    latest.metric_id,
    latest.action,
    latest.accepted_by_role,
    latest.accepted_on,
    latest.reason,
    latest.evidence,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'audit_actions'), key='audit_action_id') }} as latest
