-- An exposure that says which decisions it serves, by which metrics, names none a metric is not eligible for (G10):
-- none its yml does not claim, and none the red team's verdict on its present definition forbids.
select
    served.exposure_name,
    served.metric_id,
    served.decision
from {{ served_decisions() }} as served
left join {{ ref('dim_metrics') }} as metrics on served.metric_id = metrics.metric_id
where not {{ has_label("replace(coalesce(metrics.eligible_decisions, ''), ', ', ',')", 'served.decision') }}
