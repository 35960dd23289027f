select
    metric_id,
    definition_version,
    team_id,
    grain,
    period_start,
    value,
    numerator,
    denominator,
    n_items,
    status,
    finality,
    sigma,
    attribution_version,
    as_of
from {{ landing_record('metric_snapshots') }}
