select
    latest.identity_id,
    latest.source,
    latest.account,
    latest.person_id,
    latest.actor_kind,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'identities'), key='identity_id') }} as latest
