select
    latest.metric_decision_id,
    latest.decision_id,
    latest.metric_id,
    latest.decision_kind,
    latest.decided_on,
    latest.meeting_id,
    latest.team_id,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'metric_decisions'), key='metric_decision_id') }} as latest
