select
    latest.support_contact_id,
    latest.product_id,
    latest.team_id,
    latest.service_id,
    latest.contacted_on,
    latest.contact_count,
    latest.defect_contact_count,
    latest.active_account_count,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'support_contacts'), key='support_contact_id') }} as latest
