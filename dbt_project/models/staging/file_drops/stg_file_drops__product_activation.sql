select
    latest.product_activation_id,
    latest.product_id,
    latest.activation_event_id,
    latest.team_id,
    latest.service_id,
    latest.signed_up_on,
    latest.signup_count,
    latest.activated_count,
    latest.retained_count,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'product_activation'), key='product_activation_id') }} as latest
