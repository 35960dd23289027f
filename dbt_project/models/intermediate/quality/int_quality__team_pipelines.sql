select distinct
    runs.pipeline_id,
    owners.team_id,
    runs.repository,
    runs.purpose,
    runs.enqueued_at,
    runs.last_verdict,
    runs.has_failed
from {{ ref('int_quality__pipeline_runs') }} as runs
inner join {{ ref('int_ownership__service_owners') }} as owners
    on
        runs.repository = owners.repository
        and cast(runs.enqueued_at as date) >= owners.valid_from
        and cast(runs.enqueued_at as date) < owners.valid_to
