select
    metrics.metric_id,
    metrics.name,
    metrics.dimension,
    metrics.definition,
    metrics.unit,
    metrics.direction,
    metrics.decision,
    metrics.pair_metric_id,
    metrics.status,
    verdicts.verdict,
    verdicts.eligible_decisions,
    metrics.kind,
    metrics.owner,
    metrics.team_types,
    metrics.grains,
    -- A week that one person can move is for the team itself (G10).
    case
        when verdicts.verdict = 'robust' then metrics.grains
        else replace(metrics.grains, 'week, ', '')
    end as leader_grains,
    metrics.known_gaming,
    metrics.retire_if,
    metrics.sources,
    metrics.one_of,
    metrics.starter_for,
    metrics.min_items,
    metrics.definition_version,
    -- The publication fills these when an audit suspended, retired or demoted the metric.
    cast(null as date) as status_since,
    cast(null as {{ dbt.type_string() }}) as status_reason
from {{ registered_metrics() }} as metrics
left join {{ ref('int_metrics__verdicts') }} as verdicts on metrics.metric_id = verdicts.metric_id
