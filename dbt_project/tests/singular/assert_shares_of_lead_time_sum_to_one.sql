-- Five metrics computed apart from each other; a change that one of them left out would show here.
select
    cells.team_id,
    cells.grain,
    cells.period_start,
    sum(cells.value) as shares
from {{ ref('fct_team_metrics') }} as cells
where
    cells.metric_id in ('lt_coding', 'lt_pickup', 'lt_review', 'lt_merge_wait', 'lt_deploy_wait')
    and cells.value is not null
group by cells.team_id, cells.grain, cells.period_start
having abs(sum(cells.value) - 1) > 1e-9
