select
    latest.ref_update_id,
    latest.repository,
    latest.ref,
    latest.update_type,
    latest.before_sha,
    latest.after_sha,
    latest.is_forced,
    latest.observed_at,
    latest.previously_observed_at,
    latest.extracted_at
from {{ latest_versions(source('git', 'ref_updates'), key='ref_update_id') }} as latest
