select
    latest.escalation_policy_id,
    latest.team_ids,
    latest.service_ids,
    latest.loop_count,
    latest.rule_count,
    latest.first_delay_minutes,
    latest.target_user_ids,
    latest.target_schedule_ids,
    latest.extracted_at
from {{ latest_versions(source('pagerduty', 'escalation_policies'), key='escalation_policy_id') }} as latest
