select
    latest.extraction_log_id,
    latest.stream,
    latest.scope,
    latest.run_id,
    latest.started_at,
    latest.completed_at,
    latest.request_count,
    latest.landed_rows,
    latest.expected_count,
    latest.known_count,
    latest.status,
    latest.detail,
    latest.extracted_at,
    cast(latest._load_id as double) as load_number
from {{ latest_versions(source('file_drops', 'extraction_log'), key='extraction_log_id') }} as latest
