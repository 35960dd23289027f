select
    latest.service_id,
    latest.service_name,
    latest.status,
    latest.created_at,
    latest.last_incident_at,
    latest.escalation_policy_id,
    latest.team_ids,
    latest.urgency_rule,
    latest.urgency,
    latest.acknowledgement_timeout_seconds,
    latest.auto_resolve_timeout_seconds,
    latest.alert_creation,
    latest.alert_grouping,
    latest.extracted_at
from {{ latest_versions(source('pagerduty', 'services'), key='service_id') }} as latest
