select
    latest.incident_factor_id,
    latest.incident_id,
    latest.team_id,
    latest.service_id,
    latest.happened_on,
    latest.detected_by,
    latest.factor_id,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'incident_factors'), key='incident_factor_id') }} as latest
