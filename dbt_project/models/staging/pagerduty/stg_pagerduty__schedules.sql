select
    latest.schedule_id,
    latest.time_zone,
    latest.team_ids,
    latest.escalation_policy_ids,
    latest.user_ids,
    latest.extracted_at
from {{ latest_versions(source('pagerduty', 'schedules'), key='schedule_id') }} as latest
