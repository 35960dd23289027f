-- The catalogue as published: a metric that was demoted may inform less than its registration says.
select
    metrics.metric_id,
    metrics.name,
    metrics.dimension,
    metrics.definition_version,
    metrics.direction,
    metrics.pair_metric_id,
    metrics.owner,
    metrics.status,
    metrics.verdict,
    metrics.eligible_decisions,
    coalesce(max(rules.chart_scale), 'none') as chart_scale
from published.marts.dim_metrics as metrics
left join warehouse.intermediate.int_metrics__rules as rules on metrics.metric_id = rules.metric_id
group by all
order by metrics.metric_id
