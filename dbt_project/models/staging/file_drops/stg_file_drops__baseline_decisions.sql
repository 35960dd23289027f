select
    latest.baseline_decision_id,
    latest.metric_id,
    latest.team_id,
    latest.effective_from,
    latest.decided_on,
    latest.decided_by_role,
    latest.reason,
    latest.evidence,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'baseline_decisions'), key='baseline_decision_id') }} as latest
