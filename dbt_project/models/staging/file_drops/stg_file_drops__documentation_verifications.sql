select
    latest.documentation_verification_id,
    latest.service_id,
    latest.document_kind,
    latest.verified_on,
    latest.extracted_at
from {{ latest_versions(
    source('file_drops', 'documentation_verifications'), key='documentation_verification_id'
) }} as latest
