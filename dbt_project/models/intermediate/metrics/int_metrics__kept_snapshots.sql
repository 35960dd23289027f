with latest as (
    select max(snapshots.as_of) as last_as_of
    from {{ ref('stg_landing__metric_snapshots') }} as snapshots
)

-- What an earlier run of the same instant published is about to be published anew, unless later ones followed.
select
    kept.metric_id,
    kept.definition_version,
    kept.team_id,
    kept.grain,
    kept.period_start,
    kept.value,
    kept.numerator,
    kept.denominator,
    kept.n_items,
    kept.status,
    kept.finality,
    kept.sigma,
    kept.attribution_version,
    kept.as_of,
    kept.as_of < {{ as_of() }} as is_earlier
from {{ ref('stg_landing__metric_snapshots') }} as kept
cross join latest
where kept.as_of < {{ as_of() }} or latest.last_as_of > {{ as_of() }}
