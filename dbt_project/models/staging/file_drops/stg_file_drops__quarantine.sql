select
    latest.quarantine_id,
    latest.file,
    latest.row_number,
    latest.field,
    latest.value,
    latest.reason,
    latest.remedy,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'quarantine'), key='quarantine_id') }} as latest
