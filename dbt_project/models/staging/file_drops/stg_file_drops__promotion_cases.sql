select
    latest.case_id,
    latest.person_id,
    latest.target_level_id,
    latest.opened_on,
    latest.evidence_ids,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'promotion_cases'), key='case_id') }} as latest
