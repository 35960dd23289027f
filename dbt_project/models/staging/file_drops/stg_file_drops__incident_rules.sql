select
    latest.incident_rule_id,
    latest.kind,
    latest.label,
    latest.severity_label_prefix,
    latest.service_label_prefix,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'incident_rules'), key='incident_rule_id') }} as latest
