select
    latest.service_owner_id,
    latest.service_id,
    latest.team_id,
    latest.valid_from,
    latest.valid_to,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'service_owners'), key='service_owner_id') }} as latest
