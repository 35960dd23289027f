select
    latest.quarantine_id,
    latest.stream,
    latest.scope,
    latest.reason,
    latest.payload,
    latest.extracted_at
from {{ latest_versions(source('github', 'quarantine'), key='quarantine_id') }} as latest
