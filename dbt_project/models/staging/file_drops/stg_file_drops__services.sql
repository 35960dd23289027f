select
    latest.service_id,
    latest.repository,
    latest.path_prefix,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'services'), key='service_id') }} as latest
