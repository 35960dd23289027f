select
    latest.on_call_id,
    latest.escalation_policy_id,
    latest.escalation_level,
    latest.schedule_id,
    latest.user_id,
    latest.started_at,
    latest.ended_at,
    latest.extracted_at
from {{ latest_versions(source('pagerduty', 'on_calls'), key='on_call_id') }} as latest
