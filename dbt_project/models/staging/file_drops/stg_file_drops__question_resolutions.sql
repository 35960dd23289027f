select
    latest.finding_id,
    latest.resolution,
    latest.resolved_by_role,
    latest.resolved_on,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'question_resolutions'), key='finding_id') }} as latest
