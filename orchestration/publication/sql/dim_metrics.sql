-- A metric that an audit suspended, retired or demoted says so, since when and why.
select
    metrics.* replace (
        case when standing.standing in ('suspended', 'retired') then standing.standing else metrics.status end as status,
        case when standing.metric_id is null then metrics.eligible_decisions else 'team self-observation' end
            as eligible_decisions,
        standing.since as status_since,
        standing.reason as status_reason
    )
from warehouse.marts.dim_metrics as metrics
left join audit_standing as standing using (metric_id)
