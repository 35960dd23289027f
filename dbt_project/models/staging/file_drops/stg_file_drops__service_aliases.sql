select
    latest.service_alias_id,
    latest.service_id,
    latest.source,
    latest.external_id,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'service_aliases'), key='service_alias_id') }} as latest
