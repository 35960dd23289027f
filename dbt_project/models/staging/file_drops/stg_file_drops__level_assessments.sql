select
    latest.level_assessment_id,
    latest.cycle_id,
    latest.person_id,
    latest.dimension,
    latest.level_id,
    latest.descriptor,
    latest.evidence_ids,
    latest.assessed_on,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'level_assessments'), key='level_assessment_id') }} as latest
