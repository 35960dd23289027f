select
    latest.evidence_id,
    latest.person_id,
    latest.manager_id,
    latest.happened_on,
    latest.logged_on,
    latest.dimension,
    latest.pattern,
    latest.level_id,
    latest.work_kind,
    latest.source_kind,
    latest.project_id,
    latest.stakeholder_id,
    latest.artefact_url,
    latest.claim_length,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'evidence_log'), key='evidence_id') }} as latest
