select
    latest.slo_id,
    latest.service_id,
    latest.objective,
    latest.window_days,
    latest.good_events,
    latest.valid_events,
    latest.extracted_at
from {{ latest_versions(source('prometheus', 'slos'), key='slo_id') }} as latest
