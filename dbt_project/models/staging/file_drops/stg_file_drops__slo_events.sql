select
    latest.slo_event_id,
    latest.service_id,
    latest.slo_id,
    latest.measured_on,
    latest.good_count,
    latest.valid_count,
    latest.objective,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'slo_events'), key='slo_event_id') }} as latest
