select
    latest.product_adoption_id,
    latest.product_id,
    latest.feature_id,
    latest.team_id,
    latest.service_id,
    latest.audience,
    latest.measured_on,
    latest.adopting_account_count,
    latest.eligible_account_count,
    latest.retained_account_count,
    latest.retention_cohort_count,
    latest.extracted_at
from {{ latest_versions(source('file_drops', 'product_adoption'), key='product_adoption_id') }} as latest
